"""A workspace's calibration shows in its answers."""

from dataclasses import replace

from genai_core.domain.consensus.comparison import compare
from genai_core.domain.consensus.served_answer import done_of
from genai_core.domain.consensus.verified_answers import verified_answer
from genai_core.domain.generation.models import ModelAnswer, ModelStatus
from genai_core.domain.identifiers import ModelId
from genai_core.domain.learning.calibration import Calibration, Step
from genai_core.domain.learning.judgements import WorkspaceCalibration
from genai_core.domain.protocol.codec import to_json
from tests.unit.usecases.answering.scenario import PASSAGES, question

GOOD = "The Eiffel Tower was completed in 1889."
OTHER = "The tower is repainted every seven years with 60 tonnes of paint."
CALIBRATION = Calibration((Step(0.3, 1, 20), Step(1.0, 18, 20)), 0.1, 0.25)


def said(name: str, text: str) -> ModelAnswer:
    return ModelAnswer(ModelId(name), name, ModelStatus.ANSWERED, text)


def done(learnt: WorkspaceCalibration | None, mode: str = "quorum"):
    asked = replace(question(), learnt=learnt, mode=mode)
    answers = [said("a", GOOD), said("b", GOOD)]
    model_weights = learnt.weights if learnt else {}
    comparison = compare(asked.text, answers, PASSAGES, {}, model_weights=model_weights)
    return to_json(done_of(verified_answer(asked, comparison, answers, PASSAGES)))


def test_without_judgements_there_is_no_probability_and_weights_are_called_priors() -> None:
    assert done(None)["probability"] is None
    assert done(None)["weights"] == {"are_priors": True, "values": {}}
    assert done(WorkspaceCalibration(3, "now"))["probability"] is None


def test_a_calibrated_workspace_says_how_likely_the_answer_is_and_on_how_many_judgements_that_rests() -> None:
    payload = done(WorkspaceCalibration(40, "now", {ModelId("a"): 1.5}, CALIBRATION))
    assert payload["probability"] == {"value": 0.9, "low": 0.699, "high": 0.972, "judgements": 20}
    assert payload["weights"] == {"are_priors": False, "values": {"a": 1.5}}


def test_answers_side_by_side_have_no_probability_of_their_own() -> None:
    assert done(WorkspaceCalibration(40, "now", {}, CALIBRATION), mode="compare")["probability"] is None


def test_the_voice_that_counts_more_decides_whom_the_answers_agree_with() -> None:
    answers = [said("a", GOOD), said("b", GOOD), said("c", OTHER)]
    even = compare("When?", answers, PASSAGES, {})
    heavy = compare("When?", answers, PASSAGES, {}, model_weights={ModelId("c"): 2.5})
    assert even.agreeing == (0, 1)
    assert heavy.agreeing == (2,)
