"""Checks answers: encodes all sentences in one batch, then compares and grounds them."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from genai_core.domain.consensus.agreement import answer_texts
from genai_core.domain.consensus.comparison import Comparison, compare, texts_to_encode
from genai_core.domain.consensus.members import Member, check_member
from genai_core.domain.generation.models import ModelAnswer
from genai_core.domain.grounding.injections import evidence_of
from genai_core.domain.protocol.outcomes import Verdict
from genai_core.domain.questions import Question
from genai_core.domain.retrieval.passages import Passage
from genai_core.domain.text.token_vectors import TokenVectors
from genai_core.errors import Misconfigured, Unavailable
from genai_core.ports.claim_verifier import ClaimVerifier
from genai_core.ports.embedder import Embedder


@dataclass(slots=True)
class CheckAnswers:
    """Compares answers with one another and with the passages.

    Attributes:
        embedder: None to compare words only. One that remembers texts is worth it: models answer one after
            another from the same passages.
        verifier: Decides claims that the fact checks leave open; None if there is none.
    """

    embedder: Embedder | None
    verifier: ClaimVerifier | None = None

    def __call__(
        self, question: Question, answers: Sequence[ModelAnswer], passages: Sequence[Passage]
    ) -> tuple[Comparison, tuple[str, ...]]:
        """Returns the comparison, and what was unavailable for it: `embedder`, `verifier`, or nothing.

        The verifier counts as unavailable if a claim stays unchecked that it could have decided.

        The order of `answers` makes no difference.
        """
        ordered = sorted(answers, key=lambda answer: answer.model_id)
        passages = evidence_of(passages)
        asked = question.standalone or question.text
        try:
            vectors = self._encode(texts_to_encode(asked, ordered, passages)) if self.embedder else {}
            degraded: tuple[str, ...] = ()
        except (Unavailable, Misconfigured):
            vectors, degraded = {}, ("embedder",)
        model_weights = question.learnt.weights if question.learnt else {}
        compared = compare(
            asked,
            ordered,
            passages,
            vectors,
            model_weights=model_weights,
            verify=self._verify if self.verifier else None,
        )
        return compared, (*degraded, *(("verifier",) if _awaits_verifier(compared) else ()))

    def member(self, answer: ModelAnswer, comparison: Comparison) -> Member:
        """Returns one more answer, checked against the same passages as the comparison.

        Raises:
            Unavailable, Misconfigured: The comparison used the embedder, and now it does not answer.
        """
        has_vectors = comparison.evidence.joined.text.vectors is not None
        vectors = self._encode(answer_texts([answer.text])) if has_vectors else {}
        return check_member(answer, comparison.evidence, vectors, self._verify if self.verifier else None)

    def prepare(self, passages: Sequence[Passage]) -> None:
        """Encodes the passages before the answers arrive.

        It helps if the embedder remembers texts. Errors are ignored: the check itself reports what was
        unavailable.
        """
        with suppress(Unavailable, Misconfigured):
            self._encode(texts_to_encode("", (), evidence_of(passages)))

    def _verify(self, pairs: Sequence[tuple[str, str]]) -> list[float] | None:
        """Returns the verifier's probabilities; None if there is no verifier, or it does not answer."""
        if self.verifier is None:
            return None
        try:
            return self.verifier.verify(pairs)
        except (Unavailable, Misconfigured):
            return None

    def _encode(self, texts: Sequence[str]) -> dict[str, TokenVectors]:
        distinct = list(dict.fromkeys(text for text in texts if text))
        if self.embedder is None or not distinct:
            return {}
        return dict(zip(distinct, self.embedder.embed_tokens(distinct)[1], strict=True))


def _awaits_verifier(comparison: Comparison) -> bool:
    checks = (check for member in comparison.members for check in member.checks)
    return any(check.awaits_verifier and check.verdict is Verdict.UNCHECKED for check in checks)
