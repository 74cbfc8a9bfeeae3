"""Calibration: from a score to the share of answers with such a score that proved right.

A rising step function, fitted by pooling adjacent violators (Ayer et al. 1955; Zadrozny and Elkan 2002).
It is no more than what was judged: without enough judgements there is none, each step says how many it
rests on, and its interval is Wilson's.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from genai_core.domain.protocol.figures import Probability

MINIMUM_JUDGEMENTS = 30
MINIMUM_OF_EACH = 5
"""So many right and so many wrong answers; from one kind alone nothing can be told apart."""
MINIMUM_IN_STEP = 10
FOLDS = 5
_Z = 1.96


@dataclass(frozen=True, slots=True)
class Step:
    """Answers of neighbouring scores: `right` of `count` proved right.

    Attributes:
        upto: The highest score of the step.
    """

    upto: float
    right: int
    count: int

    @property
    def share(self) -> float:
        return self.right / self.count


@dataclass(frozen=True, slots=True)
class Calibration:
    """What scores were worth.

    Attributes:
        steps: From the lowest scores to the highest; their shares rise.
        brier: Mean squared error on judgements that were not fitted to (cross-fitted); lower is better.
        base_brier: The same of always saying the overall share.
    """

    steps: tuple[Step, ...]
    brier: float
    base_brier: float

    def probability(self, score: float) -> Probability:
        """Returns the probability of an answer with that score."""
        step = step_of(self.steps, score)
        low, high = wilson_interval(step.right, step.count)
        return Probability(round(step.share, 3), round(low, 3), round(high, 3), step.count)


def calibrate(scores: Sequence[float], right: Sequence[bool]) -> Calibration | None:
    """Returns the calibration of judged answers, in any order; None where too few were judged."""
    hits = sum(right)
    if len(scores) < MINIMUM_JUDGEMENTS or min(hits, len(scores) - hits) < MINIMUM_OF_EACH:
        return None
    share = hits / len(scores)
    predicted = _cross_fitted(scores, right)
    return Calibration(
        steps=pooled_steps(scores, right, minimum=MINIMUM_IN_STEP),
        brier=round(_brier(predicted, right), 4),
        base_brier=round(_brier([share] * len(right), right), 4),
    )


def pooled_steps(scores: Sequence[float], right: Sequence[bool], *, minimum: int = 1) -> tuple[Step, ...]:
    """Returns the rising step function nearest to the judgements, by pooling adjacent violators.

    Args:
        minimum: Steps with fewer judgements are joined to a neighbour.
    """
    steps: list[Step] = []
    for score, is_right in sorted(zip(scores, right, strict=True)):
        if steps and steps[-1].upto == score:
            steps[-1] = Step(score, steps[-1].right + int(is_right), steps[-1].count + 1)
        else:
            steps.append(Step(score, int(is_right), 1))
    return tuple(_widened(_pooled(steps), minimum))


def step_of(steps: Sequence[Step], score: float) -> Step:
    """Returns the step a score falls on; the last one for scores above all."""
    return steps[min(bisect_left(steps, score, key=lambda step: step.upto), len(steps) - 1)]


def wilson_interval(right: int, count: int) -> tuple[float, float]:
    """Returns the 95 % interval of a share (Wilson 1927), 0 to 1."""
    share, spread = right / count, _Z * _Z / count
    middle = (share + spread / 2) / (1 + spread)
    half = _Z * sqrt(share * (1 - share) / count + spread / (4 * count)) / (1 + spread)
    return max(0.0, middle - half), min(1.0, middle + half)


def _pooled(steps: Sequence[Step]) -> list[Step]:
    pooled: list[Step] = []
    for step in steps:
        pooled.append(step)
        while len(pooled) > 1 and pooled[-2].share >= pooled[-1].share:
            higher = pooled.pop()
            pooled[-1] = _joined(pooled[-1], higher)
    return pooled


def _widened(steps: list[Step], minimum: int) -> list[Step]:
    """Joins each step that is too small to the neighbour of the nearer share; the shares go on rising."""
    while len(steps) > 1 and min(step.count for step in steps) < minimum:
        place = min(range(len(steps)), key=lambda index: steps[index].count)
        below = place > 0 and (
            place == len(steps) - 1
            or steps[place].share - steps[place - 1].share <= steps[place + 1].share - steps[place].share
        )
        first = place - 1 if below else place
        steps = [*steps[:first], _joined(steps[first], steps[first + 1]), *steps[first + 2 :]]
    return steps


def _joined(lower: Step, higher: Step) -> Step:
    return Step(higher.upto, lower.right + higher.right, lower.count + higher.count)


def _cross_fitted(scores: Sequence[float], right: Sequence[bool]) -> list[float]:
    """Returns each answer's probability by steps that never saw it."""
    predicted = [0.0] * len(scores)
    for fold in range(FOLDS):
        others = [index for index in range(len(scores)) if index % FOLDS != fold]
        steps = pooled_steps(
            [scores[index] for index in others], [right[index] for index in others], minimum=MINIMUM_IN_STEP
        )
        for index in range(fold, len(scores), FOLDS):
            predicted[index] = step_of(steps, scores[index]).share
    return predicted


def _brier(predicted: Sequence[float], right: Sequence[bool]) -> float:
    return sum((share - hit) ** 2 for share, hit in zip(predicted, right, strict=True)) / len(right)
