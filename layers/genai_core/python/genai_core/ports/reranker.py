"""The reranker: a better order for few candidates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from genai_core.domain.identifiers import WorkspaceId
from genai_core.domain.ingestion.chunks import EmbeddedChunk


class Reranker(Protocol):
    """Scores candidates against a question more exactly than an index can."""

    def score(
        self, workspace_id: WorkspaceId, question: str, candidates: Sequence[EmbeddedChunk]
    ) -> list[float]:
        """Returns one score per candidate in the order given; higher is better, any range.

        The workspace is where the candidates are from; how rare its words are may weigh in.

        Raises:
            Unavailable: It cannot answer now; the caller keeps the fused order.
        """
        ...
