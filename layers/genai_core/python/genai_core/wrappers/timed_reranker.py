"""Limit the time of a reranker; a late answer counts as a failure."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as LateError
from dataclasses import dataclass, field

from genai_core.domain.identifiers import WorkspaceId
from genai_core.domain.ingestion.chunks import EmbeddedChunk
from genai_core.errors import InvalidInput, Overloaded, TimedOut
from genai_core.ports.reranker import Reranker

_AT_ONCE = 8


@dataclass(frozen=True, slots=True)
class TimedReranker:
    """A Reranker that raises TimedOut if another one does not answer in time.

    A late call continues in its thread until its own timeouts end it. While all threads are busy, further
    calls time out too, so that a slow reranker neither accumulates work nor delays answers.

    Attributes:
        budget_s: Most seconds from the call to its answer.
    """

    reranker: Reranker
    budget_s: float
    _threads: ThreadPoolExecutor = field(
        default_factory=lambda: ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="reranker"),
        repr=False,
        compare=False,
    )

    def score(
        self, workspace_id: WorkspaceId, question: str, candidates: Sequence[EmbeddedChunk]
    ) -> list[float]:
        answer = self._threads.submit(self.reranker.score, workspace_id, question, candidates)
        try:
            return answer.result(self.budget_s)
        except LateError:
            answer.cancel()
            raise TimedOut(f"the reranker did not answer within {self.budget_s!r} s") from None
        except InvalidInput as error:
            # The question was valid: the run must not fail because a model refuses it.
            raise Overloaded(f"the reranker rejects the question: {error.message}") from error
