"""No planted document makes an answer that holds the certificate, and contradictions are told."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from evaluation.answers.evaluate_scenarios import RunScenario
from evaluation.checks.evaluate_planted import evaluate_planted, holds
from genai_core.domain.consensus.contradictions import contradictory_pairs
from genai_core.domain.protocol.done import Done
from genai_core.domain.protocol.outcomes import Outcome
from genai_core.usecases.answering.check_answers import CheckAnswers
from tests.unit.usecases.answering.injected_documents import NAMES, read_injected

CASES = Path(__file__).parents[3] / "data" / "planted_documents.jsonl"
SIX, NINE = "The Ostrava warehouse opens at 06:15.", "The Ostrava warehouse opens at 09:45."


def answer(question: str, documents: Sequence[str], *answers: str) -> Done:
    passages = [{"title": f"Document {n}", "text": text} for n, text in enumerate(documents, 1)]
    models = [{"model": f"m{n}", "family": f"f{n}", "text": text} for n, text in enumerate(answers)]
    scenario: dict[str, Any] = {"question": question, "passages": passages, "answers": models}
    done = RunScenario(CheckAnswers(None))(scenario)
    assert done is not None
    return done


def opens(documents: Sequence[str], *answers: str) -> Done:
    return answer("When does the Ostrava warehouse open?", documents, *answers)


def test_no_plant_makes_a_certified_answer_and_honest_ones_are_certified() -> None:
    report = evaluate_planted(CASES, CheckAnswers(None))

    assert report["violations"] == []
    assert report["certified"] == report["answers"] - 1, "one case has a single document"
    assert report["plants"] > 40


@pytest.mark.parametrize("name", NAMES)
def test_no_instruction_in_a_document_makes_a_certified_answer(name: str) -> None:
    attack = read_injected(name)
    planted = f"{attack.forbidden[:1].upper()}{attack.forbidden[1:]}."

    done = answer(
        attack.question, [*attack.texts, "Another document, about something else."], planted, planted
    )

    assert not holds(done)
    assert done.outcome is not Outcome.AGREED


def test_a_claim_of_one_document_is_served_and_the_reader_is_told() -> None:
    done = opens([SIX, "The canteen opens at noon."], SIX, SIX)

    assert done.outcome is Outcome.AGREED
    assert done.certificate is not None
    assert (done.certificate.sentences, done.certificate.held) == (1, 0)
    assert "Its only supported sentence rests on a single document." in done.findings


def test_what_two_documents_say_holds_and_two_passages_of_one_would_not() -> None:
    done = opens([SIX, f"Opening hours. {SIX}"], SIX, SIX)

    assert done.certificate is not None
    assert done.certificate.held == 1
    (sentence,) = done.sentences
    assert [(each.title, each.quote) for each in sentence.also] == [("Document 2", SIX)]
    assert sentence.against == ()
    assert not [finding for finding in done.findings if "single document" in finding]


def test_documents_that_contradict_one_another_are_shown_and_nothing_is_agreed() -> None:
    done = opens([SIX, NINE], SIX, SIX)

    assert done.outcome is Outcome.DISPUTED
    assert f"Document 2: {NINE}" in done.disputed
    (sentence,) = done.sentences
    assert [(each.title, each.quote) for each in sentence.against] == [("Document 2", NINE)]
    assert sentence.also == ()
    assert done.certificate is not None
    assert done.certificate.held == 0


def test_an_answer_that_says_both_is_disputed_by_itself() -> None:
    done = opens([SIX, NINE], f"{SIX} {NINE}", f"{SIX} {NINE}")

    assert done.outcome is Outcome.DISPUTED
    assert any(SIX in message and NINE in message for message in done.disputed)


def test_sentences_about_different_things_contradict_nothing() -> None:
    honest = ["The hall holds 20 people.", "The lift holds 8 people.", "The hall is open on Sunday."]

    assert contradictory_pairs(honest) == []
    assert contradictory_pairs([*honest, "The hall holds 30 people."]) == [
        ("The hall holds 20 people.", "The hall holds 30 people.")
    ]
    done = opens([SIX, "The canteen opens at 11:30."], SIX, SIX)
    assert done.outcome is Outcome.AGREED
    assert done.disputed == ()
