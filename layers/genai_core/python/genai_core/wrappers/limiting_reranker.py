"""Limits how long a reranker may take: late counts as down."""

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
class LimitingReranker:
    """Implements Reranker over another one, and raises TimedOut if that one has not answered in time.

    What is late goes on in its thread until its own timeouts end it; while all threads are taken,
    questions are late too, so that a slow reranker can neither pile up work nor hold up answers.

    Attributes:
        budget_s: Seconds from the call to its answer.
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
            # The asker's question was valid; that a model refuses it must not cost the answer.
            raise Overloaded(f"the reranker refuses the question: {error.message}") from error
