"""Fusion: one order out of several legs whose scores cannot be compared as they are.

Z-scores over the pool are the default, for they let a leg count as much as it tells candidates apart.
A convex combination with theoretical-minimum normalisation is used when the reranker is down. A candidate
that a leg did not find has that leg's minimum: absent is never an advantage.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from genai_core.domain.identifiers import ChunkId

Scores = Mapping[ChunkId, float]


def fuse_zscores(
    legs: Mapping[str, Scores], weights: Mapping[str, float], minima: Mapping[str, float]
) -> dict[ChunkId, float]:
    """Returns the weighted sum of each leg's z-scores over the pool of all candidates.

    Args:
        legs: Scores by leg; a leg may be empty and then says nothing.
        weights: Weight by leg; only their proportions matter among the legs that are there.
        minima: Lowest score that is possible in a leg, where it has one; else its lowest found counts.
    """
    columns = {leg: _zscores(_filled(scores, legs, minima.get(leg))) for leg, scores in legs.items()}
    return _combine(legs, weights, columns)


def fuse_convex(
    legs: Mapping[str, Scores], weights: Mapping[str, float], minima: Mapping[str, float]
) -> dict[ChunkId, float]:
    """Returns the weighted mean of each leg's scores, normalised from its theoretical minimum; 0 to 1.

    Args:
        minima: Lowest score that is possible in a leg: 0 for BM25, -1 for a cosine.
    """
    return _combine(
        legs,
        weights,
        {leg: _from_minimum(_filled(scores, legs, minima[leg]), minima[leg]) for leg, scores in legs.items()},
    )


def best_first(scores: Scores) -> list[ChunkId]:
    """Returns the candidates by falling score; ties by their id, so that the order is repeatable."""
    return sorted(scores, key=lambda candidate: (-scores[candidate], candidate))


def _pool(legs: Mapping[str, Scores]) -> Sequence[ChunkId]:
    return list(dict.fromkeys(candidate for scores in legs.values() for candidate in scores))


def _filled(scores: Scores, legs: Mapping[str, Scores], minimum: float | None = None) -> NDArray[np.float64]:
    """Returns the leg's score of every candidate in the pool; where it has none, the minimum."""
    lowest = min(scores.values(), default=0.0) if minimum is None else minimum
    return np.array([scores.get(candidate, lowest) for candidate in _pool(legs)], np.float64)


def _zscores(values: NDArray[np.float64]) -> NDArray[np.float64]:
    spread = float(values.std()) if len(values) else 0.0
    # Equal scores tell nothing apart; rounding noise must not be blown up to look as if they did.
    if spread <= 1e-9 * max(1.0, float(np.abs(values).max(initial=0.0))):
        return np.zeros_like(values)
    return (values - values.mean()) / spread


def _from_minimum(values: NDArray[np.float64], minimum: float) -> NDArray[np.float64]:
    span = float(values.max(initial=minimum)) - minimum
    return (values - minimum) / span if span > 0 else np.zeros_like(values)


def _combine(
    legs: Mapping[str, Scores], weights: Mapping[str, float], columns: Mapping[str, NDArray[np.float64]]
) -> dict[ChunkId, float]:
    pool = _pool(legs)
    heard = {leg: weights[leg] for leg, scores in legs.items() if scores and weights[leg] > 0}
    total = sum(heard.values())
    fused = np.zeros(len(pool))
    for leg, weight in heard.items():
        fused += weight / total * columns[leg]
    return dict(zip(pool, fused.tolist(), strict=True))
