"""Checks answers: encodes all sentences in one batch, then compares and grounds them.

A background thread encodes while facts are read, and verifies claims while others are compared: both run
outside Python's lock.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field

from genai_core.domain.consensus.agreement import answer_texts
from genai_core.domain.consensus.check_memory import CheckMemory
from genai_core.domain.consensus.comparison import (
    Comparison,
    compare,
    heading_of,
    read_evidence,
    texts_to_encode,
    usable,
)
from genai_core.domain.consensus.members import Member, check_member
from genai_core.domain.generation.models import ModelAnswer
from genai_core.domain.grounding.injections import evidence_of
from genai_core.domain.grounding.reading_ahead import read_claims, read_passages
from genai_core.domain.grounding.verdicts import Verify
from genai_core.domain.protocol.outcomes import Verdict
from genai_core.domain.questions import Question
from genai_core.domain.recently_used import RecentlyUsed
from genai_core.domain.retrieval.passages import Passage
from genai_core.domain.text.token_vectors import TokenVectors
from genai_core.errors import Misconfigured, Unavailable
from genai_core.ports.claim_verifier import ClaimVerifier
from genai_core.ports.embedder import Embedder

REMEMBERED_QUESTIONS = 4
"""With the vectors of their sentences, each takes about 5 MB."""
_MemoryKey = tuple[str, tuple[tuple[str, str], ...], bool]


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
    _memories: RecentlyUsed[_MemoryKey, CheckMemory] = field(
        default_factory=lambda: RecentlyUsed[_MemoryKey, CheckMemory](REMEMBERED_QUESTIONS), repr=False
    )

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
        with ThreadPoolExecutor(1, thread_name_prefix="check") as background:
            encoding = background.submit(self._encode, texts_to_encode(asked, ordered, passages))
            _read_ahead(ordered, passages)
            try:
                vectors, degraded = encoding.result(), ()
            except (Unavailable, Misconfigured):
                vectors, degraded = {}, ("embedder",)
            memory = self._memory(asked, passages, has_vectors=bool(vectors))
            verification = _Verification(background, self._verify)
            with memory.lock:
                compared = compare(
                    asked,
                    ordered,
                    passages,
                    vectors,
                    model_weights=question.learnt.weights if question.learnt else {},
                    verify=verification.begin if self.verifier else None,
                    memory=memory,
                )
                if verification.has_failed:
                    memory.members.clear()
        return compared, (*degraded, *(("verifier",) if _awaits_verifier(compared) else ()))

    def member(self, answer: ModelAnswer, comparison: Comparison) -> Member:
        """Returns one more answer, checked against the same passages as the comparison.

        Raises:
            Unavailable, Misconfigured: The comparison used the embedder, and now it does not answer.
        """
        has_vectors = comparison.evidence.joined.text.vectors is not None
        vectors = self._encode(answer_texts([answer.text])) if has_vectors else {}
        return check_member(answer, comparison.evidence, vectors, self._verify if self.verifier else None)

    def prepare(self, question: Question, passages: Sequence[Passage]) -> None:
        """Encodes question and passages and reads their facts before the answers arrive.

        Encoding helps if the embedder remembers texts. Errors are ignored: the check itself reports what was
        unavailable.
        """
        passages = evidence_of(passages)
        asked = question.standalone or question.text
        with suppress(Unavailable, Misconfigured):
            vectors = self._encode(texts_to_encode(asked, (), passages))
            memory = self._memory(asked, passages, has_vectors=bool(vectors))
            with memory.lock:
                read_evidence(asked, passages, vectors, memory)
        _read_ahead((), passages)

    def _memory(self, asked: str, passages: Sequence[Passage], *, has_vectors: bool) -> CheckMemory:
        texts = tuple((passage.chunk.text, heading_of(passage)) for passage in passages)
        key = (asked, texts, has_vectors)
        memory = self._memories.known([key]).get(key) or CheckMemory()
        self._memories.keep({key: memory})
        return memory

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


@dataclass(frozen=True, slots=True)
class _Verification:
    """The calls of the verifier in one check, which run in the background."""

    background: Executor
    verify: Verify
    calls: list[Future[Sequence[float] | None]] = field(default_factory=list[Future[Sequence[float] | None]])

    def begin(self, pairs: Sequence[tuple[str, str]]) -> Callable[[], Sequence[float] | None]:
        """Implements BeginVerify."""
        self.calls.append(self.background.submit(self.verify, pairs))
        return self.calls[-1].result

    @property
    def has_failed(self) -> bool:
        """True if a call got no probabilities; waits for all calls."""
        return any(call.result() is None for call in self.calls)


def _read_ahead(answers: Sequence[ModelAnswer], passages: Sequence[Passage]) -> None:
    texts = [passage.chunk.text for passage in passages]
    read_passages(texts)
    read_claims(answer_texts([answer.text for answer in usable(answers)]), texts)


def _awaits_verifier(comparison: Comparison) -> bool:
    checks = (check for member in comparison.members for check in member.checks)
    return any(check.awaits_verifier and check.verdict is Verdict.UNCHECKED for check in checks)
