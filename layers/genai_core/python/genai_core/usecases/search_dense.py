"""Finds the chunks nearest to a question."""

from __future__ import annotations

from dataclasses import dataclass

from genai_core.domain.passages import LegResult
from genai_core.domain.scopes import Scope
from genai_core.ports.embedder import Embedder
from genai_core.ports.vector_index import VectorIndex


@dataclass(frozen=True, slots=True)
class SearchDense:
    """The dense leg of retrieval."""

    embedder: Embedder
    vectors: VectorIndex

    def __call__(self, scope: Scope, text: str, depth: int) -> LegResult:
        """Returns at most `depth` chunks by cosine, best first; none for an empty question.

        Raises:
            InvalidInput: `depth` is below 1.
            Unavailable: The encoder or the engine cannot be reached now.
        """
        if not text.strip():
            return LegResult(())
        vector = self.embedder.embed([text])[0]
        return LegResult(tuple(self.vectors.search_vector(scope, vector, depth)))
