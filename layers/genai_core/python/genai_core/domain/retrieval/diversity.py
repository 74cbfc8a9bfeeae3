"""Order candidates by maximal marginal relevance, so that the passages differ from one another.

Carbonell and Goldstein (1998): each step takes the candidate that is most relevant and least similar to those
already taken. Relevance is the final score, scaled to 0 to 1 over the candidates, so that it is comparable to
a cosine.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from genai_core.errors import InvalidInput


def diverse_order(scores: Sequence[float], vectors: NDArray[np.float32], balance: float) -> list[int]:
    """Returns the indices of all candidates in the new order; ties keep the given order.

    Args:
        scores: [n] relevance, higher is better, any range.
        vectors: [n, d] unit length.
        balance: Lambda, 0 to 1: 1 keeps the order by relevance, 0 considers dissimilarity only.

    Raises:
        InvalidInput: `balance` is out of range, or the shapes do not match.
    """
    if not 0 <= balance <= 1:
        raise InvalidInput(f"the balance is {balance!r}", remedy="It must be from 0 to 1.")
    relevance = _scaled(np.asarray(scores, np.float64))
    count = len(relevance)
    if len(vectors) != count:
        raise InvalidInput(
            f"there are {len(vectors)!r} vectors for {count!r} scores",
            remedy="Give one vector for each score.",
        )
    likeness = vectors @ vectors.T if count else np.empty((0, 0))
    nearest = np.zeros(count)
    left = np.ones(count, np.bool_)
    order: list[int] = []
    while len(order) < count:
        worth = np.where(left, balance * relevance - (1 - balance) * nearest, -np.inf)
        chosen = int(worth.argmax())
        order.append(chosen)
        left[chosen] = False
        nearest = likeness[chosen] if len(order) == 1 else np.maximum(nearest, likeness[chosen])
    return order


def _scaled(values: NDArray[np.float64]) -> NDArray[np.float64]:
    span = float(np.ptp(values)) if len(values) else 0.0
    return (values - values.min()) / span if span > 0 else np.ones_like(values)
