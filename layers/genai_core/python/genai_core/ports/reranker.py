"""Port: order candidates more precisely."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from genai_core.domain.identifiers import WorkspaceId
from genai_core.domain.ingestion.chunks import EmbeddedChunk


class Reranker(Protocol):
    """Scores candidates against a question more precisely than an index can."""

    def score(
        self, workspace_id: WorkspaceId, question: str, candidates: Sequence[EmbeddedChunk]
    ) -> list[float]:
        """Returns one score per candidate in the given order; higher is better, any range.

        The workspace is that of the candidates; the rarity of words in it may affect the scores.

        Raises:
            Unavailable: The reranker cannot answer now; the caller keeps the fused order.
        """
        ...
