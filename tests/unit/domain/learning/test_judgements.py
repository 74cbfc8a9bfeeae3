from dataclasses import replace
from typing import Any

from genai_core.domain.identifiers import ModelId, RunId, UserId
from genai_core.domain.learning.judgements import (
    LEAST_WEIGHT,
    MINIMUM_OF_MODEL,
    Judgement,
    answer_score,
    calibrate_workspace,
    judgement_of,
    model_weights,
)
from genai_core.domain.protocol.answers import CheckedSentence, ModelResult
from genai_core.domain.protocol.done import Done
from genai_core.domain.protocol.figures import Share
from genai_core.domain.protocol.outcomes import ModelStatus, Outcome, Verdict
from tests.unit.domain.protocol.examples import BARE

ANN = UserId("ann")
GOOD, POOR = ModelId("good"), ModelId("poor")


def done(**changes: Any) -> Done:
    sentences = (
        CheckedSentence("One.", Verdict.SUPPORTED, 0.8, supporters=("b",)),
        CheckedSentence("Two.", Verdict.SUPPORTED, 0.8),
    )
    models = [ModelResult(name, name, ModelStatus.ANSWERED) for name in "abc"]
    answer = replace(
        BARE,
        outcome=Outcome.AGREED,
        chosen_model="a",
        sentences=sentences,
        agreement=Share(0.6, 2, 3),
        groundedness=Share(0.8, 2, 2),
        relevance=0.7,
        models=(*models, ModelResult("d", "d", ModelStatus.FAILED)),
    )
    return replace(answer, **changes)


def judgement(number: int, *, is_right: bool, backers: tuple[ModelId, ...], others: tuple[ModelId, ...] = ()):
    return Judgement(
        RunId(f"r{number}"), ANN, is_right, number / 100, backers, others, "2026-01-01T00:00:00Z"
    )


def test_a_judgement_says_who_backed_the_answer_and_who_did_not() -> None:
    judgement = judgement_of(done(), ANN, is_right=True, created_at="now")
    assert judgement is not None
    assert (judgement.backers, judgement.others) == (("a", "b"), ("c",))
    assert judgement.score == 0.7


def test_what_served_no_one_answer_cannot_be_judged() -> None:
    nothing = done(outcome=Outcome.NOT_FOUND, chosen_model=None)
    assert judgement_of(nothing, ANN, is_right=True, created_at="") is None
    assert judgement_of(done(chosen_model=None), ANN, is_right=True, created_at="") is None


def test_figures_that_do_not_apply_are_left_out_of_the_score() -> None:
    assert answer_score(None, 0.9, 0.5) == 0.7


def test_the_model_that_was_right_more_often_weighs_more() -> None:
    judged = [judgement(n, is_right=n % 10 != 0, backers=(GOOD,), others=(POOR,)) for n in range(60)]
    weights = model_weights(judged)
    assert weights[GOOD] > 1 > weights[POOR] >= LEAST_WEIGHT


def test_weights_stay_priors_while_judgements_are_few() -> None:
    few = [judgement(n, is_right=True, backers=(GOOD,), others=(POOR,)) for n in range(MINIMUM_OF_MODEL - 1)]
    assert model_weights(few) == {}


def test_one_model_alone_cannot_be_weighed() -> None:
    assert model_weights([judgement(n, is_right=True, backers=(GOOD,)) for n in range(90)]) == {}


def test_learning_needs_enough_judgements_for_probabilities_and_says_how_many_there_were() -> None:
    judged = [judgement(n, is_right=n > 20, backers=(GOOD, POOR)) for n in range(40)]
    few, enough = calibrate_workspace(judged[:10], "now"), calibrate_workspace(judged, "now")
    assert (few.judgements, few.calibration) == (10, None)
    assert enough.calibration is not None
    assert enough.calibration.probability(0.39).value > enough.calibration.probability(0.01).value
    assert calibrate_workspace(judged[::-1], "now") == enough
