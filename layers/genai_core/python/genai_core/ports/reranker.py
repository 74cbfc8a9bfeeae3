"""The reranker: a better order for few candidates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from genai_core.domain.chunks import EmbeddedChunk


class Reranker(Protocol):
    """Scores candidates against a question more exactly than an index can."""

    def score(self, question: str, candidates: Sequence[EmbeddedChunk]) -> list[float]:
        """Returns one score per candidate in the order given; higher is better, any range.

        Raises:
            Unavailable: It cannot answer now; the caller keeps the fused order.
        """
        ...
