"""Asks a judge about the pairs of answers that the comparison leaves undecided."""

from __future__ import annotations

from dataclasses import dataclass, replace

from genai_core.domain.consensus.comparison import Comparison
from genai_core.domain.consensus.judging import judged, judging_request, read_judgement, undecided_pairs
from genai_core.domain.generation.models import ModelAnswer, ModelStatus
from genai_core.domain.questions import Question
from genai_core.usecases.answering.call_further_model import CallFurtherModel


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgeAnswers:
    """Makes one call per run, and none if no pair is undecided."""

    ask: CallFurtherModel

    def __call__(
        self, question: Question, comparison: Comparison, *, limit_s: float, may_ask: bool
    ) -> tuple[Comparison, ModelAnswer | None]:
        """Returns the comparison as judged; unchanged if the judge fails, is late or replies wrongly."""
        pairs = undecided_pairs(comparison)
        if question.mode not in ("quorum", "cascade") or not pairs:
            return comparison, None
        call = self.ask(
            question,
            lambda spec: judging_request(question, comparison, pairs, spec),
            limit_s=limit_s,
            may_ask=may_ask,
        )
        if call is None or call.status is not ModelStatus.ANSWERED:
            return comparison, call
        verdicts = read_judgement(call.text, pairs)
        if verdicts is None:
            return comparison, replace(call, reason="not heeded: its reply is not a verdict on each pair")
        return judged(comparison, verdicts), call
