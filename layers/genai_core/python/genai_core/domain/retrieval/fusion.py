"""Fuse the scores of several retrievers, which cannot be compared directly, into one order.

The default is a weighted sum of z-scores over the pool: a retriever counts as much as it separates the
candidates. If the reranker is down, a convex combination with theoretical-minimum normalisation is used.
A candidate that a retriever did not return gets that retriever's minimum, so a missing score is never an
advantage.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from genai_core.domain.identifiers import ChunkId

Scores = Mapping[ChunkId, float]
RetrieverScores = Mapping[str, Scores]
"""Scores by the retriever's name; the reranker counts as one of them."""


def fuse_zscores(
    scores: RetrieverScores, weights: Mapping[str, float], minima: Mapping[str, float]
) -> dict[ChunkId, float]:
    """Returns the weighted sum of each retriever's z-scores over the pool of all candidates.

    Args:
        scores: A retriever without candidates is left out.
        weights: Weight by retriever; only the proportions among the retrievers with candidates matter.
        minima: Lowest possible score by retriever; without one, its lowest returned score is used.
    """
    columns = {name: _zscores(_filled(own, scores, minima.get(name))) for name, own in scores.items()}
    return _combine(scores, weights, columns)


def fuse_convex(
    scores: RetrieverScores, weights: Mapping[str, float], minima: Mapping[str, float]
) -> dict[ChunkId, float]:
    """Returns the weighted mean of each retriever's scores, normalised from its theoretical minimum; 0 to 1.

    Args:
        minima: Lowest possible score by retriever: 0 for BM25, -1 for a cosine.
    """
    columns = {
        name: _from_minimum(_filled(own, scores, minima[name]), minima[name]) for name, own in scores.items()
    }
    return _combine(scores, weights, columns)


def best_first(scores: Scores) -> list[ChunkId]:
    """Returns the candidates by falling score; ties are ordered by id, so that the order is repeatable."""
    return sorted(scores, key=lambda candidate: (-scores[candidate], candidate))


def _pool(scores: RetrieverScores) -> list[ChunkId]:
    return list(dict.fromkeys(candidate for own in scores.values() for candidate in own))


def _filled(own: Scores, scores: RetrieverScores, minimum: float | None = None) -> NDArray[np.float64]:
    """Returns a retriever's own score of every candidate in the pool, and the minimum for those it lacks."""
    lowest = min(own.values(), default=0.0) if minimum is None else minimum
    return np.array([own.get(candidate, lowest) for candidate in _pool(scores)], np.float64)


def _zscores(values: NDArray[np.float64]) -> NDArray[np.float64]:
    spread = float(values.std()) if len(values) else 0.0
    # Equal scores separate nothing: do not scale rounding noise up to a difference.
    if spread <= 1e-9 * max(1.0, float(np.abs(values).max(initial=0.0))):
        return np.zeros_like(values)
    return (values - values.mean()) / spread


def _from_minimum(values: NDArray[np.float64], minimum: float) -> NDArray[np.float64]:
    span = float(values.max(initial=minimum)) - minimum
    return (values - minimum) / span if span > 0 else np.zeros_like(values)


def _combine(
    scores: RetrieverScores, weights: Mapping[str, float], columns: Mapping[str, NDArray[np.float64]]
) -> dict[ChunkId, float]:
    pool = _pool(scores)
    used = {name: weights[name] for name, own in scores.items() if own and weights[name] > 0}
    total = sum(used.values())
    fused = np.zeros(len(pool))
    for name, weight in used.items():
        fused += weight / total * columns[name]
    return dict(zip(pool, fused.tolist(), strict=True))
