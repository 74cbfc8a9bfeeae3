"""Choose the passages for the models from the ranked candidates."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from genai_core.domain.identifiers import ChunkId
from genai_core.domain.ingestion.chunks import Chunk
from genai_core.domain.retrieval.diversity import diverse_order
from genai_core.domain.retrieval.duplicates import without_duplicates
from genai_core.domain.retrieval.neighbours import missing_neighbours, whole_passages
from genai_core.domain.retrieval.passage_budget import within_budget, within_size
from genai_core.domain.retrieval.passages import Passage
from genai_core.domain.retrieval.quoted_phrases import phrases_first
from genai_core.domain.text.sizes import MAX_PASSAGES_BYTES

Fetch = Callable[[Sequence[ChunkId]], Sequence[Chunk]]


def _nothing(_ids: Sequence[ChunkId]) -> Sequence[Chunk]:
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageChoice:
    """Steps after ranking: quoted phrases first, duplicates dropped, neighbours merged, budget applied.

    Attributes:
        diversity: 0 to 1, 1 minus lambda of maximal marginal relevance; 0 keeps the ranked order.
        join_neighbours: Whether neighbouring chunks become one passage, and a part of a passage is replaced
            by the whole passage.
        max_words: Maximum words of all passages together; 0 for no limit.
    """

    diversity: float = 0.0
    join_neighbours: bool = True
    max_words: int = 0

    def __call__(
        self,
        question: str,
        ranked: Sequence[Passage],
        vectors: Mapping[ChunkId, NDArray[np.float32]],
        limit: int,
        fetch: Fetch = _nothing,
    ) -> tuple[Passage, ...]:
        """Returns at most `limit` of the passages, best first.

        Args:
            ranked: All candidates, best first.
            vectors: Unit vectors, one for each candidate.
            fetch: Returns those of the given chunks that the reader may see.
        """
        if self.diversity > 0 and ranked:
            stacked = np.stack([vectors[passage.chunk.chunk_id] for passage in ranked])
            order = diverse_order([passage.score for passage in ranked], stacked, 1 - self.diversity)
            ranked = [ranked[index] for index in order]
        chosen = list(islice(without_duplicates(phrases_first(question, ranked)), limit))
        if self.join_neighbours:
            missing = missing_neighbours(chosen)
            chosen = whole_passages(chosen, fetch(missing) if missing else ())
        return within_size(within_budget(chosen, self.max_words), MAX_PASSAGES_BYTES)


AS_RANKED = PassageChoice()
"""Keeps the ranked order, without a budget."""
