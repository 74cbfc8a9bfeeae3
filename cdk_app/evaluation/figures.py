"""Figures of merit: ranking, classification and calibration, with bootstrap intervals."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


def auroc(scores: Floats, positive: Flags) -> float:
    """Returns the chance that a positive scores above a negative, ties counting half; nan with one class."""
    count, others = int(positive.sum()), int((~positive).sum())
    if not count or not others:
        return float("nan")
    ranks = _average_ranks(scores)
    return float((ranks[positive].sum() - count * (count + 1) / 2) / (count * others))


def auprc(scores: Floats, positive: Flags) -> float:
    """Returns average precision, tied scores taken together."""
    order = np.argsort(-scores, kind="stable")
    hits = np.cumsum(positive[order])
    last_of_tie = np.append(np.diff(scores[order]) != 0, True)
    precision = (hits / np.arange(1, len(scores) + 1))[last_of_tie]
    recall = (hits / max(1, positive.sum()))[last_of_tie]
    return float((np.diff(recall, prepend=0.0) * precision).sum())


def f1(predicted: Flags, positive: Flags) -> float:
    """Returns the harmonic mean of precision and recall; 0 where nothing is right."""
    right = int((predicted & positive).sum())
    return 2 * right / max(1, int(predicted.sum()) + int(positive.sum()))


def balanced_accuracy(predicted: Flags, positive: Flags) -> float:
    """Returns the mean of the two classes' recalls."""
    return float((predicted[positive].mean() + (~predicted[~positive]).mean()) / 2)


def calibration_error(probabilities: Floats, positive: Flags, *, bins: int = 10) -> float:
    """Returns the expected calibration error over bins of equal width, 0 to 1."""
    place = np.minimum((probabilities * bins).astype(int), bins - 1)
    total = 0.0
    for index in range(bins):
        inside = place == index
        if inside.any():
            total += inside.mean() * abs(probabilities[inside].mean() - positive[inside].mean())
    return float(total)


def reliability(probabilities: Floats, positive: Flags, *, bins: int = 10) -> list[tuple[float, float, int]]:
    """Returns per non-empty bin: mean probability, share of positives, how many."""
    place = np.minimum((probabilities * bins).astype(int), bins - 1)
    inside = [place == index for index in range(bins)]
    return [
        (float(probabilities[m].mean()), float(positive[m].mean()), int(m.sum())) for m in inside if m.any()
    ]


def risk_coverage(scores: Floats, right: Flags) -> list[tuple[float, float]]:
    """Returns (coverage, share wrong) from the surest answer to all of them."""
    ordered = right[np.argsort(-scores, kind="stable")]
    counts = np.arange(1, len(ordered) + 1)
    return list(
        zip((counts / len(ordered)).tolist(), (1 - np.cumsum(ordered) / counts).tolist(), strict=True)
    )


def fit_isotonic(scores: Floats, positive: Flags) -> Callable[[Floats], Floats]:
    """Returns a rising step function from score to probability, fitted by pooling adjacent violators."""
    order = np.argsort(scores, kind="stable")
    blocks: list[list[float]] = []  # [sum, count, highest score]
    for score, label in zip(scores[order], positive[order].astype(float), strict=True):
        blocks.append([label, 1.0, score])
        while len(blocks) > 1 and blocks[-2][0] / blocks[-2][1] >= blocks[-1][0] / blocks[-1][1]:
            total, count, top = blocks.pop()
            blocks[-1] = [blocks[-1][0] + total, blocks[-1][1] + count, top]
    tops = np.array([block[2] for block in blocks])
    values = np.array([block[0] / block[1] for block in blocks])
    return lambda new: values[np.minimum(np.searchsorted(tops, new), len(values) - 1)]


def bootstrap(
    measure: Callable[[NDArray[np.intp]], float], groups: Sequence[object], *, rounds: int = 400
) -> tuple[float, float]:
    """Returns the 95 % interval of `measure(row indices)` over groups drawn with replacement."""
    members: dict[object, list[int]] = {}
    for row, group in enumerate(groups):
        members.setdefault(group, []).append(row)
    rows = [np.array(indices) for indices in members.values()]
    random = np.random.default_rng(7)
    values = [
        measure(np.concatenate([rows[i] for i in random.integers(0, len(rows), len(rows))]))
        for _ in range(rounds)
    ]
    low, high = np.nanpercentile(values, [2.5, 97.5])
    return float(low), float(high)


def _average_ranks(scores: Floats) -> Floats:
    values, inverse, counts = np.unique(scores, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    middle = last - (counts - 1) / 2
    return middle[inverse].reshape(len(scores)).astype(np.float64) if len(values) else scores
