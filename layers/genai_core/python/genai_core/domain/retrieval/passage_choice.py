"""From ranked candidates to the passages that are handed on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from genai_core.domain.identifiers import ChunkId
from genai_core.domain.retrieval.diversity import diverse_order
from genai_core.domain.retrieval.duplicates import without_duplicates
from genai_core.domain.retrieval.neighbours import merged_neighbours
from genai_core.domain.retrieval.passage_budget import within_budget
from genai_core.domain.retrieval.passages import Passage
from genai_core.domain.retrieval.quoted_phrases import phrases_first


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageChoice:
    """What happens after ranking: quoted phrases first, no repetition, neighbours joined, a budget.

    Attributes:
        diversity: 0 to 1, 1 minus lambda of maximal marginal relevance; 0 keeps the ranked order.
        join_neighbours: Whether neighbouring chunks become one passage.
        max_words: Of all passages together; 0 for no limit.
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
    ) -> tuple[Passage, ...]:
        """Returns at most `limit` of the passages, best first.

        Args:
            ranked: All candidates, best first.
            vectors: Unit length, one for each candidate.
        """
        if self.diversity > 0 and ranked:
            stacked = np.stack([vectors[passage.chunk.chunk_id] for passage in ranked])
            order = diverse_order([passage.score for passage in ranked], stacked, 1 - self.diversity)
            ranked = [ranked[place] for place in order]
        chosen = list(islice(without_duplicates(phrases_first(question, ranked)), limit))
        if self.join_neighbours:
            chosen = merged_neighbours(chosen)
        return within_budget(chosen, self.max_words)


AS_RANKED = PassageChoice()
"""Without diversity and without a budget."""
