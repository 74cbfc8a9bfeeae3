"""Expand a question to find passages that use other words.

There are two ways: variations of the question, which every retriever searches for and merges; and terms of
the best passages (pseudo-relevance feedback), which the lexical retriever adds to the question's terms.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from genai_core.domain.identifiers import ChunkId
from genai_core.domain.retrieval.passages import Candidate

FEEDBACK_CHUNKS = 5
FEEDBACK_TERMS = 20
FEEDBACK_SHARE = 0.2
"""Total weight of the terms of the best passages; the question's own terms have the rest."""
VARIATIONS_SHARE = 0.5
"""Total weight of the variations; the question itself has the rest."""


@dataclass(frozen=True, slots=True)
class Expansion:
    """A model's expansion of a question; empty if no model was asked or it failed.

    Attributes:
        variations: The question in other words.
        filters: Conditions that the question may state, by field, in the language of filters; not yet
            checked.
        degraded: `expansion` if the model failed or was late.
    """

    variations: tuple[str, ...] = ()
    filters: dict[str, Any] = field(default_factory=dict[str, Any])
    degraded: tuple[str, ...] = ()


AS_ASKED = Expansion()


def feedback_weights(
    asked: Mapping[str, float], best: Sequence[tuple[Counter[str], int]], scores: Sequence[float]
) -> dict[str, float]:
    """Returns the question's terms and those of the best chunks with their weights (RM3).

    Lavrenko and Croft (2001), interpolated as by Abdul-Jaleel et al. (2004): a term is weighted by its share
    of each chunk, and a chunk by its score. Pairs and identifiers of the chunks are left out.

    Args:
        best: Term counts and length of each chunk.
        scores: Score of each chunk, above 0.
    """
    shares: dict[str, float] = {}
    for (counts, length), score in zip(best, scores, strict=True):
        for term, count in counts.items():
            if " " not in term and not term.startswith("="):
                shares[term] = shares.get(term, 0.0) + score * math.log1p(count) / max(length, 1)
    chosen = sorted(shares.items(), key=lambda item: (-item[1], item[0]))[:FEEDBACK_TERMS]
    together = sum(share for _, share in chosen)
    if not asked or together <= 0:
        return dict(asked)
    worth = sum(asked.values()) * FEEDBACK_SHARE / (1 - FEEDBACK_SHARE) / together
    weights = dict(asked)
    for term, share in chosen:
        weights[term] = weights.get(term, 0.0) + share * worth
    return weights


def joined_candidates(results: Sequence[Sequence[Candidate]], depth: int) -> tuple[Candidate, ...]:
    """Merges one retriever's candidates for a question and its variations into one list, best first.

    Scores are weighted means. A text that did not find a candidate counts with the lowest score it gave, so
    that being found by more texts is never a disadvantage.

    Args:
        results: The candidates of each text, best first; the question itself comes first.
    """
    lists = [candidates for candidates in results if candidates]
    if len(lists) < 2:
        return tuple(lists[0][:depth]) if lists else ()
    others = [VARIATIONS_SHARE / (len(lists) - 1)] * (len(lists) - 1)
    shares = [1 - VARIATIONS_SHARE, *others] if results[0] else [1 / len(lists)] * len(lists)
    totals: dict[ChunkId, float] = {
        candidate.chunk_id: 0.0 for candidates in lists for candidate in candidates
    }
    for candidates, share in zip(lists, shares, strict=True):
        scores = {candidate.chunk_id: candidate.score for candidate in candidates}
        lowest = min(scores.values())
        for chunk_id in totals:
            totals[chunk_id] += share * scores.get(chunk_id, lowest)
    ordered = sorted(totals.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Candidate(chunk_id, score) for chunk_id, score in ordered[:depth])
