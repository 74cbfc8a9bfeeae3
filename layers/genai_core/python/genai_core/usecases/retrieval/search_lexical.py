"""Finds the chunks that share words with a question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from genai_core.domain.retrieval.expansion import (
    AS_ASKED,
    FEEDBACK_CHUNKS,
    Expansion,
    feedback_weights,
    joined_candidates,
)
from genai_core.domain.retrieval.lexical import LexicalAnalyser
from genai_core.domain.retrieval.passages import Candidate, RetrieverResult
from genai_core.domain.retrieval.scopes import Scope
from genai_core.errors import Unavailable
from genai_core.ports.chunk_index import ChunkIndex
from genai_core.ports.lexical_index import LexicalIndex
from genai_core.ports.term_search import TermSearch
from genai_core.usecases.retrieval.narrow_scope import NarrowScope


@dataclass(frozen=True, slots=True)
class Feedback:
    """Searches again with the terms of the best chunks added: pseudo-relevance feedback, without a model."""

    index: TermSearch
    chunks: ChunkIndex
    analyser: LexicalAnalyser

    def __call__(
        self, scope: Scope, text: str, depth: int, first: Sequence[Candidate]
    ) -> Sequence[Candidate]:
        """Returns the hits of the expanded question; the first hits if that fails."""
        scores = {candidate.chunk_id: candidate.score for candidate in first[:FEEDBACK_CHUNKS]}
        try:
            best = [results.chunk for results in self.chunks.fetch(scope, list(scores))]
            counts = [self.analyser.count(chunk.searchable_text) for chunk in best]
            weights = feedback_weights(
                self.analyser.weigh(text), counts, [scores[chunk.chunk_id] for chunk in best]
            )
            return self.index.search_terms(scope, weights, depth)
        except Unavailable:
            return first


@dataclass(frozen=True, slots=True)
class SearchLexical:
    """The lexical retriever.

    Attributes:
        narrow: Narrows the scope by what the question states; None to search the whole scope.
        feedback: Expands the question by its first hits; None to search once.
    """

    index: LexicalIndex
    narrow: NarrowScope | None = None
    feedback: Feedback | None = None

    def __call__(
        self, scope: Scope, text: str, depth: int, expansion: Expansion = AS_ASKED
    ) -> RetrieverResult:
        """Returns at most `depth` chunks by BM25, best first; none if no word is shared.

        Raises:
            InvalidInput: `depth` is below 1.
            Unavailable: The engine cannot be reached now.
        """
        within = self.narrow(scope, text, expansion.filters).scope if self.narrow else scope
        results: list[Sequence[Candidate]] = [self.index.search_text(within, text, depth)]
        if self.feedback and results[0]:
            results = [self.feedback(within, text, depth, results[0])]
        results += [self.index.search_text(within, other, depth) for other in expansion.variations]
        return RetrieverResult(joined_candidates(results, depth))
