"""Find the sets of answers that support one another."""

from __future__ import annotations

from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from genai_core.domain.consensus.agreement import SUPPORT_THRESHOLD, AgreementTable


def largest_agreeing_set(
    table: AgreementTable, weights: NDArray[np.float64], *, threshold: float = SUPPORT_THRESHOLD
) -> tuple[int, ...]:
    """Returns the heaviest set of answers that support one another; ties go to the closer set.

    Every answer in the set has enough mean support from the others, in the better direction, and no two
    conflict. An answer without weight abstains. The search is exact: a run has at most eight members, so
    every subset is tried.
    """
    best: tuple[int, ...] = ()
    best_key = (0.0, 0.0)
    mutual = np.maximum(table.support, table.support.T)
    voters = [index for index in range(len(weights)) if weights[index] > 0]
    for size in range(1, len(voters) + 1):
        for chosen in combinations(voters, size):
            index = np.ix_(chosen, chosen)
            others = (mutual[index].sum(axis=1) - 1) / max(1, size - 1)
            if size > 1 and (others.min() < threshold or table.conflicts[index].any()):
                continue
            key = (float(weights[list(chosen)].sum()), float(mutual[index].sum()))
            if key > best_key:
                best, best_key = chosen, key
    return best


def clusters(table: AgreementTable, weights: NDArray[np.float64]) -> tuple[tuple[int, ...], ...]:
    """Returns the answers in agreeing sets: the heaviest first, then the heaviest of the rest, and so on.

    Answers without weight abstain and are in no cluster.
    """
    sets: list[tuple[int, ...]] = []
    left = weights.copy()
    while agreeing := largest_agreeing_set(table, left):
        sets.append(agreeing)
        left[list(agreeing)] = 0.0
    return tuple(sets)
