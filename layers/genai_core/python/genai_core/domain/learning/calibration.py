"""Calibrate scores: map a score to the share of correct answers among those with such a score.

The map is a rising step function, fitted by pooling adjacent violators (Ayer et al. 1955; Zadrozny and Elkan
2002). Without enough judgements there is no calibration. Each step records how many judgements it has, and
its interval is Wilson's.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from genai_core.domain.protocol.figures import Probability

MINIMUM_JUDGEMENTS = 30
MINIMUM_OF_EACH = 5
"""Minimum number of correct and of incorrect answers; one class alone cannot be calibrated."""
MINIMUM_IN_STEP = 10
FOLDS = 5
_Z = 1.96


@dataclass(frozen=True, slots=True)
class Step:
    """Answers with neighbouring scores, of which `right` of `count` were correct.

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
    """A fitted calibration and its quality.

    Attributes:
        steps: From the lowest scores to the highest; their shares rise.
        brier: Brier score on held-out judgements (cross-fitted); lower is better.
        base_brier: Brier score of a baseline that always predicts the overall accuracy.
    """

    steps: tuple[Step, ...]
    brier: float
    base_brier: float

    def probability(self, score: float) -> Probability:
        """Returns the probability that an answer with this score is correct."""
        step = step_of(self.steps, score)
        low, high = wilson_interval(step.right, step.count)
        return Probability(round(step.share, 3), round(low, 3), round(high, 3), step.count)


def calibrate(scores: Sequence[float], right: Sequence[bool]) -> Calibration | None:
    """Returns the calibration of judged answers, in any order; None if too few were judged."""
    right_count = sum(right)
    if len(scores) < MINIMUM_JUDGEMENTS or min(right_count, len(scores) - right_count) < MINIMUM_OF_EACH:
        return None
    share = right_count / len(scores)
    predicted = _cross_fitted(scores, right)
    return Calibration(
        steps=pooled_steps(scores, right, minimum=MINIMUM_IN_STEP),
        brier=round(_brier(predicted, right), 4),
        base_brier=round(_brier([share] * len(right), right), 4),
    )


def pooled_steps(scores: Sequence[float], right: Sequence[bool], *, minimum: int = 1) -> tuple[Step, ...]:
    """Returns the rising step function that fits the judgements best, by pooling adjacent violators.

    Args:
        minimum: Steps with fewer judgements are merged with a neighbour.
    """
    steps: list[Step] = []
    for score, is_right in sorted(zip(scores, right, strict=True)):
        if steps and steps[-1].upto == score:
            steps[-1] = Step(score, steps[-1].right + int(is_right), steps[-1].count + 1)
        else:
            steps.append(Step(score, int(is_right), 1))
    return tuple(_widened(_pooled(steps), minimum))


def step_of(steps: Sequence[Step], score: float) -> Step:
    """Returns the step that a score belongs to; the last step for scores above all steps."""
    return steps[min(bisect_left(steps, score, key=lambda step: step.upto), len(steps) - 1)]


def wilson_interval(right: int, count: int) -> tuple[float, float]:
    """Returns the 95 % confidence interval of a share (Wilson 1927), 0 to 1."""
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
    """Merges each step that is too small with the neighbour whose share is nearer; the shares stay rising."""
    while len(steps) > 1 and min(step.count for step in steps) < minimum:
        smallest = min(range(len(steps)), key=lambda index: steps[index].count)
        below = smallest > 0 and (
            smallest == len(steps) - 1
            or steps[smallest].share - steps[smallest - 1].share
            <= steps[smallest + 1].share - steps[smallest].share
        )
        first = smallest - 1 if below else smallest
        steps = [*steps[:first], _joined(steps[first], steps[first + 1]), *steps[first + 2 :]]
    return steps


def _joined(lower: Step, higher: Step) -> Step:
    return Step(higher.upto, lower.right + higher.right, lower.count + higher.count)


def _cross_fitted(scores: Sequence[float], right: Sequence[bool]) -> list[float]:
    """Returns each answer's probability by steps that were fitted without it."""
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
