"""Lets a writer put the agreed claims into one text, and checks that text as any other."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import NamedTuple

from genai_core.domain.consensus.comparison import Comparison
from genai_core.domain.consensus.members import Member
from genai_core.domain.consensus.writing import agreed_claims, unfaithful, writing_request
from genai_core.domain.generation.models import ModelAnswer, ModelStatus
from genai_core.domain.questions import Question
from genai_core.errors import Misconfigured, Unavailable
from genai_core.usecases.answering.call_further_model import CallFurtherModel
from genai_core.usecases.answering.check_answers import CheckAnswers


class Written(NamedTuple):
    """The result: `answer` only if it may be served, and the call, if one was made."""

    answer: Member | None = None
    call: ModelAnswer | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteAnswer:
    """Asks the writer if at least two claims are agreed on and supported."""

    ask: CallFurtherModel
    check: CheckAnswers

    def __call__(
        self, question: Question, comparison: Comparison, *, limit_s: float, may_ask: bool
    ) -> Written:
        """Returns the writer's text if every sentence is supported; otherwise the call holds the reason."""
        claims = agreed_claims(comparison, question.mode)
        if not claims:
            return Written()
        call = self.ask(
            question, partial(writing_request, question, claims), limit_s=limit_s, may_ask=may_ask
        )
        if call is None or call.status is not ModelStatus.ANSWERED:
            return Written(call=call)
        try:
            member = self.check.member(call, comparison)
            reason = unfaithful(member, claims, comparison) if not call.is_cut else "it was cut at its limit"
        except (Unavailable, Misconfigured) as error:
            return Written(call=replace(call, reason=f"not served: {error}"))
        if reason:
            return Written(call=replace(call, reason=f"not served: {reason}"))
        return Written(member, call)
