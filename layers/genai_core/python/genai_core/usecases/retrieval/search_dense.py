"""Finds the chunks nearest to a question."""

from __future__ import annotations

from dataclasses import dataclass

from genai_core.domain.retrieval.expansion import AS_ASKED, Expansion, joined_candidates
from genai_core.domain.retrieval.passages import RetrieverResult
from genai_core.domain.retrieval.scopes import Scope
from genai_core.ports.embedder import Embedder
from genai_core.ports.vector_index import VectorIndex
from genai_core.usecases.retrieval.narrow_scope import NarrowScope


@dataclass(frozen=True, slots=True)
class SearchDense:
    """The dense retriever.

    Attributes:
        narrow: Narrows the scope by what the question states; None to search the whole scope.
    """

    embedder: Embedder
    vectors: VectorIndex
    narrow: NarrowScope | None = None

    def __call__(
        self, scope: Scope, text: str, depth: int, expansion: Expansion = AS_ASKED
    ) -> RetrieverResult:
        """Returns at most `depth` chunks by cosine, best first; none for an empty question.

        Raises:
            InvalidInput: `depth` is below 1.
            Unavailable: The encoder or the engine cannot be reached now.
        """
        if not text.strip():
            return RetrieverResult(())
        within = self.narrow(scope, text, expansion.filters).scope if self.narrow else scope
        asked = [text, *(other for other in expansion.variations if other.strip())]
        # One by one, because only the question itself is cached for the later steps.
        vectors = [self.embedder.embed([query], "query")[0] for query in asked]
        hits = [self.vectors.search_vector(within, vector, depth) for vector in vectors]
        return RetrieverResult(joined_candidates(hits, depth))
