"""Metrics of ranking, classification and calibration, with bootstrap intervals."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from genai_core.domain.learning.calibration import pooled_steps, step_of

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
    """Returns the harmonic mean of precision and recall; 0 if nothing is right."""
    right = int((predicted & positive).sum())
    return 2 * right / max(1, int(predicted.sum()) + int(positive.sum()))


def balanced_accuracy(predicted: Flags, positive: Flags) -> float:
    """Returns the mean of the two classes' recalls."""
    return float((predicted[positive].mean() + (~predicted[~positive]).mean()) / 2)


def calibration_error(probabilities: Floats, positive: Flags, *, bins: int = 10) -> float:
    """Returns the expected calibration error over bins of equal width, 0 to 1."""
    bin_of = np.minimum((probabilities * bins).astype(int), bins - 1)
    total = 0.0
    for index in range(bins):
        inside = bin_of == index
        if inside.any():
            total += inside.mean() * abs(probabilities[inside].mean() - positive[inside].mean())
    return float(total)


def reliability(probabilities: Floats, positive: Flags, *, bins: int = 10) -> list[tuple[float, float, int]]:
    """Returns for each non-empty bin: mean probability, share of positives, count."""
    bin_of = np.minimum((probabilities * bins).astype(int), bins - 1)
    inside = [bin_of == index for index in range(bins)]
    return [
        (float(probabilities[m].mean()), float(positive[m].mean()), int(m.sum())) for m in inside if m.any()
    ]


def risk_coverage(scores: Floats, right: Flags) -> list[tuple[float, float]]:
    """Returns (coverage, share wrong) from only the most certain answer to all answers."""
    ordered = right[np.argsort(-scores, kind="stable")]
    counts = np.arange(1, len(ordered) + 1)
    return list(
        zip((counts / len(ordered)).tolist(), (1 - np.cumsum(ordered) / counts).tolist(), strict=True)
    )


def fit_isotonic(scores: Floats, positive: Flags) -> Callable[[Floats], Floats]:
    """Returns the rising step function from score to probability that also calibrates answers."""
    steps = pooled_steps(scores.tolist(), positive.tolist())
    return lambda new: np.array([step_of(steps, score).share for score in new.tolist()])


def bootstrap(
    measure: Callable[[NDArray[np.intp]], float],
    groups: Sequence[object],
    *,
    rounds: int = 400,
    seed: int = 7,
) -> tuple[float, float]:
    """Returns the 95 % interval of `measure(row indices)` over groups drawn with replacement."""
    members: dict[object, list[int]] = {}
    for row, group in enumerate(groups):
        members.setdefault(group, []).append(row)
    rows = [np.array(indices) for indices in members.values()]
    is_row_by_row = len(rows) == len(groups)
    random = np.random.default_rng(seed)

    def draw() -> NDArray[np.intp]:
        drawn = random.integers(0, len(rows), len(rows))
        return drawn if is_row_by_row else np.concatenate([rows[group] for group in drawn])

    low, high = np.nanpercentile([measure(draw()) for _ in range(rounds)], [2.5, 97.5])
    return float(low), float(high)


def _average_ranks(scores: Floats) -> Floats:
    values, inverse, counts = np.unique(scores, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    middle = last - (counts - 1) / 2
    return middle[inverse].reshape(len(scores)).astype(np.float64) if len(values) else scores
