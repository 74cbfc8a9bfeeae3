"""Weigh the votes of models, and score answers by the votes for them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from genai_core.domain.consensus.agreement import AgreementTable

SAME_FAMILY_SHARE = 0.5
"""What each further model of a family adds to the family's weight."""


def family_weights(families: Sequence[str]) -> NDArray[np.float64]:
    """Returns each model's weight: 1, or less if other models of its family answered too."""
    sizes = Counter(families)
    return np.array([(1 + SAME_FAMILY_SHARE * (sizes[name] - 1)) / sizes[name] for name in families])


def support_scores(
    table: AgreementTable,
    weights: NDArray[np.float64],
    reliability: NDArray[np.float64] | None = None,
) -> NDArray[np.float64]:
    """Returns each answer's mean agreement with the others, weighted; 0 to 1, and 0 for a single answer.

    Args:
        weights: [n] votes; 0 for models that abstain.
        reliability: [n] weights from judged answers, which are part of `weights`. An answer then counts for
            itself, too, as much as its model is worth; None counts only the others.
    """
    if reliability is not None:
        return _own_vote_counted(table, weights, reliability)
    others = weights[None, :] * (1 - np.eye(len(weights)))
    totals = others.sum(axis=1)
    return np.divide(
        (table.support * others).sum(axis=1), totals, out=np.zeros(len(weights)), where=totals > 0
    )


def _own_vote_counted(
    table: AgreementTable, weights: NDArray[np.float64], reliability: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Returns the share of the votes for each answer, scaled so that equal votes give the mean agreement."""
    voting = weights > 0
    count = int(voting.sum())
    if count < 2:
        return np.zeros(len(weights))
    off_diagonal = table.support * (1 - np.eye(len(weights)))
    own = reliability * voting
    shares = (off_diagonal @ weights + own) / (weights.sum() - weights + own)
    return np.clip((count * shares - 1) / (count - 1), 0.0, 1.0)
