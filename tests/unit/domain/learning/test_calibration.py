import random

import pytest

from genai_core.domain.learning.calibration import (
    MINIMUM_IN_STEP,
    Step,
    calibrate,
    pooled_steps,
    step_of,
    wilson_interval,
)


def judged(count: int, seed: int = 1) -> tuple[list[float], list[bool]]:
    """Answers that are right as often as their score says."""
    draw = random.Random(seed)
    scores = [draw.random() for _ in range(count)]
    return scores, [draw.random() < score for score in scores]


def test_neighbours_that_fall_are_pooled_into_one_step() -> None:
    steps = pooled_steps([0.1, 0.2, 0.3, 0.4], [False, True, False, True])
    assert steps == (Step(0.1, 0, 1), Step(0.3, 1, 2), Step(0.4, 1, 1))


def test_equal_scores_share_a_step_whatever_their_order() -> None:
    pooled = pooled_steps([0.5, 0.5, 0.5], [True, False, True])
    other = pooled_steps([0.5, 0.5, 0.5], [False, True, True])
    assert pooled == other == (Step(0.5, 2, 3),)


def test_shares_rise_and_every_step_rests_on_enough_judgements() -> None:
    steps = pooled_steps(*judged(400), minimum=MINIMUM_IN_STEP)
    shares = [step.share for step in steps]
    assert len(steps) > 2
    assert shares == sorted(shares)
    assert min(step.count for step in steps) >= MINIMUM_IN_STEP
    assert sum(step.count for step in steps) == 400


def test_a_score_beyond_those_judged_takes_the_outermost_step() -> None:
    steps = (Step(0.4, 1, 10), Step(0.8, 9, 10))
    assert step_of(steps, 0.0) is steps[0]
    assert step_of(steps, 0.4) is steps[0]
    assert step_of(steps, 0.41) is steps[1]
    assert step_of(steps, 1.0) is steps[1]


def test_probabilities_are_near_the_truth_and_better_than_the_overall_share() -> None:
    calibration = calibrate(*judged(2000))
    assert calibration is not None
    assert calibration.brier < calibration.base_brier - 0.05
    for score in (0.1, 0.5, 0.9):
        probability = calibration.probability(score)
        assert probability.low <= probability.value <= probability.high
        assert probability.value == pytest.approx(score, abs=0.12)


@pytest.mark.parametrize(
    "right",
    [[True, False] * 14, [True] * 40, [True] * 36 + [False] * 4],
    ids=["few", "all right", "few wrong"],
)
def test_too_few_judgements_of_either_kind_calibrate_nothing(right: list[bool]) -> None:
    assert calibrate([index / len(right) for index in range(len(right))], right) is None


def test_the_interval_is_wilsons() -> None:
    assert wilson_interval(8, 10) == pytest.approx((0.490, 0.943), abs=0.001)
    assert wilson_interval(0, 10)[0] == 0.0
