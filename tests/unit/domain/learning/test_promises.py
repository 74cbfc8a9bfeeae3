from dataclasses import replace

import numpy as np
import pytest
from scipy.special import betaincinv

from genai_core.domain.consensus.comparison import compare
from genai_core.domain.consensus.verified_answers import verified_answer
from genai_core.domain.generation.models import ModelAnswer, ModelStatus
from genai_core.domain.learning.judgements import WorkspaceCalibration
from genai_core.domain.learning.promises import (
    CONFIDENCE,
    error_bounds,
    needed_judgements,
    promise_of,
    threshold_of,
    upper_bound,
    workspace_promise,
)
from genai_core.domain.protocol.outcomes import Outcome
from tests.unit.usecases.answering.scenario import PASSAGES, question

GOOD = "The Eiffel Tower was completed in 1889."


@pytest.mark.parametrize(("wrong", "count"), [(0, 90), (0, 10), (3, 200), (17, 240), (40, 100), (199, 200)])
def test_the_bound_is_that_of_clopper_and_pearson(wrong: int, count: int) -> None:
    expected = betaincinv(wrong + 1, count - wrong, CONFIDENCE)
    assert upper_bound(wrong, count) == pytest.approx(expected, abs=1e-6)


def test_if_all_were_wrong_nothing_is_bounded() -> None:
    assert upper_bound(5, 5) == 1.0


def test_the_bar_lies_above_the_scores_at_which_answers_go_wrong() -> None:
    scores = [index / 400 for index in range(400)]
    bounds = error_bounds(scores, [score > 0.4 for score in scores])
    bar = threshold_of(bounds, 0.05)
    assert bar is not None
    assert 0.36 < bar < 0.42
    assert [bound.error for bound in bounds] == sorted(bound.error for bound in bounds)
    assert [bound.score for bound in bounds] == sorted((bound.score for bound in bounds), reverse=True)


def test_too_few_judgements_promise_nothing_however_right_they_are() -> None:
    needed = needed_judgements(0.05)
    scores = [0.5 + index / 1000 for index in range(needed)]
    assert threshold_of(error_bounds(scores[:-1], [True] * (needed - 1)), 0.05) is None
    assert threshold_of(error_bounds(scores, [True] * needed), 0.05) == min(scores)


def test_answers_of_one_score_are_served_or_withheld_together() -> None:
    bounds = error_bounds([0.7] * 300, [index % 3 > 0 for index in range(300)])
    assert threshold_of(bounds, 0.05) is None
    assert threshold_of(bounds, 0.5) == 0.7


def test_the_promise_holds_in_nearly_all_random_splits() -> None:
    random = np.random.default_rng(5)
    score = random.random(800)
    right = random.random(800) < 0.55 + 0.45 * score
    kept, served = 0, 0.0
    for _ in range(100):
        order = random.permutation(800)
        judged, later = order[:400], order[400:]
        bar = threshold_of(error_bounds(score[judged].tolist(), right[judged].tolist()), 0.05)
        shown = score[later] >= (2.0 if bar is None else bar)
        kept += bool((shown & ~right[later]).mean() <= 0.05)
        served += float(shown.mean()) / 100
    assert kept >= 95
    assert served > 0.2


def test_the_words_say_what_is_promised_or_what_is_missing() -> None:
    bounds = error_bounds([index / 200 for index in range(200)], [True] * 200)
    kept = promise_of(bounds, 200, 0.05, 0.9)
    assert kept.words == "At most 5 of 100 questions get a wrong answer, from 200 judged answers."
    missing = promise_of((), 12, 0.05, 0.9)
    assert (missing.is_kept, missing.is_withheld) == (False, False)
    assert "12 answers are judged" in missing.words
    often_wrong = promise_of((), 400, 0.05, 0.9)
    assert "too many of the 400 judged answers were wrong" in often_wrong.words


def test_a_workspace_promises_what_its_owner_set_and_nothing_else() -> None:
    bounds = error_bounds([index / 200 for index in range(200)], [True] * 200)
    assert workspace_promise(bounds, 200, 0.0) is None
    promise = workspace_promise(bounds, 200, 0.05)
    assert promise is not None
    assert (promise.is_kept, promise.is_withheld) == (True, False)


def served(**asked: object):
    answers = [ModelAnswer("a", "a", ModelStatus.ANSWERED, GOOD)]  # type: ignore[arg-type]
    whole = replace(question(), **asked)  # type: ignore[arg-type]
    return verified_answer(whole, compare(whole.text, answers, PASSAGES, {}), answers, PASSAGES)


def test_an_answer_below_the_bar_is_withheld_with_the_reason_and_one_above_is_served() -> None:
    low = WorkspaceCalibration(
        200, "", bounds=error_bounds([index / 250 for index in range(200)], [True] * 200)
    )
    high = WorkspaceCalibration(200, "", bounds=error_bounds([0.999] * 200, [True] * 200))
    kept, withheld = served(max_error=0.05, learnt=low), served(max_error=0.05, learnt=high)
    assert kept.outcome is Outcome.SINGLE
    assert kept.promise is not None
    assert "1889" in kept.text
    assert withheld.outcome is Outcome.WITHHELD
    assert "1889" not in withheld.text
    assert "At most 5 of 100" in withheld.text
    assert (withheld.sentences, withheld.citations, withheld.chosen_model) == ((), (), None)


def test_without_a_promise_or_enough_judgements_everything_is_served() -> None:
    assert served().promise is None
    early = served(max_error=0.05)
    assert early.outcome is Outcome.SINGLE
    assert early.promise is not None
    assert not early.promise.is_kept
