"""What a reader is told of an answer: with counts, the worst first."""

from __future__ import annotations

from dataclasses import replace

import pytest

from genai_core.domain.answers import VerifiedAnswer
from genai_core.domain.consensus.findings import findings_of
from genai_core.domain.consensus.refusals import NOT_FOUND_TEXT
from genai_core.domain.generation.models import ModelAnswer
from genai_core.domain.identifiers import ModelId, RunId
from genai_core.domain.protocol.answers import CheckedSentence, ClaimRow, ModelStance
from genai_core.domain.protocol.figures import Share
from genai_core.domain.protocol.outcomes import ModelStatus, Outcome, Stance, Verdict

A, B, C = (ModelId(name) for name in "abc")
SAID = "It is 330 m tall."


def model(name: ModelId, status: ModelStatus = ModelStatus.ANSWERED, text: str = SAID) -> ModelAnswer:
    return ModelAnswer(name, name, status, text)


def answer(*verdicts: Verdict, models: tuple[ModelAnswer, ...] = (), agreeing: int = 2) -> VerifiedAnswer:
    models = models or (model(A), model(B))
    sentences = tuple(
        CheckedSentence(f"{index}: {SAID}", verdict, 0.9) for index, verdict in enumerate(verdicts)
    )
    return VerifiedAnswer(
        RunId("run"),
        SAID,
        Outcome.AGREED,
        sentences,
        (),
        Share(0.9, agreeing, len(models)),
        Share(1.0, 1, 1),
        models,
        chosen_model=A if sentences else None,
    )


def test_a_good_answer_has_only_what_speaks_for_it() -> None:
    good = answer(Verdict.SUPPORTED, Verdict.SUPPORTED)
    assert findings_of(good) == ("2 of 2 models say so.", "Your documents support both sentences.")


def test_the_worst_comes_first_and_what_is_supported_last() -> None:
    verdicts = (
        Verdict.SUPPORTED,
        Verdict.PARTLY,
        Verdict.UNCHECKED,
        Verdict.UNSUPPORTED,
        Verdict.CONTRADICTED,
    )
    assert findings_of(answer(*verdicts)) == (
        "Your documents contradict 1 of 5 sentences.",
        "Your documents do not support 1 of 5 sentences.",
        "1 of 5 sentences was not checked against your documents.",
        "Your documents support 1 of 5 sentences only in part.",
        "2 of 2 models say so.",
        "Your documents support 1 of 5 sentences.",
    )


@pytest.mark.parametrize(
    ("stance", "finding"),
    [
        (Stance.SAYS_OTHERWISE, "1 of 2 models gives another value."),
        (Stance.DENIES, "1 of 2 models says that it is not so."),
    ],
)
def test_models_that_contradict_a_served_sentence_are_counted_before_those_that_agree(
    stance: Stance, finding: str
) -> None:
    good = answer(Verdict.SUPPORTED)
    stands = (ModelStance(A, Stance.SAYS), ModelStance(B, stance, "334 m"))
    disputed = replace(good, claims=(ClaimRow(good.sentences[0].text, Verdict.SUPPORTED, stands),))
    assert findings_of(disputed)[0] == finding
    elsewhere = replace(good, claims=(ClaimRow("Something else.", Verdict.SUPPORTED, stands),))
    assert finding not in findings_of(elsewhere)


def test_a_single_supporter_is_reported_with_the_reasons_of_the_silent_models() -> None:
    models = (
        model(A),
        model(B, text=NOT_FOUND_TEXT),
        model(C, ModelStatus.TIMED_OUT, ""),
        model(ModelId("d"), ModelStatus.CANCELLED, ""),
    )
    assert findings_of(answer(Verdict.SUPPORTED, models=models, agreeing=1)) == (
        "Only 1 of 4 models says so.",
        "1 of 4 models did not answer.",
        "1 of 4 models was not waited for.",
        "1 of 4 models finds no answer in your documents.",
        "Your documents support its only sentence.",
    )


def test_a_single_model_was_compared_with_nothing() -> None:
    alone = answer(Verdict.SUPPORTED, models=(model(A),), agreeing=1)
    assert findings_of(alone)[0] == "Only one model was asked, so nothing could be compared."


def test_without_an_answer_it_says_what_became_of_the_models() -> None:
    models = (model(A, text=NOT_FOUND_TEXT), model(B, text=NOT_FOUND_TEXT))
    assert findings_of(answer(models=models)) == ("2 of 2 models find no answer in your documents.",)


def test_what_was_left_out_or_cut_off_is_said() -> None:
    cut = replace(model(A), is_cut=True)
    short = replace(answer(Verdict.SUPPORTED, models=(cut, model(B))), left_out=("Lunch is free.",))
    assert findings_of(short)[:2] == (
        'Left out, because your documents do not support it: "Lunch is free."',
        "The answer was cut off at its model's limit.",
    )
