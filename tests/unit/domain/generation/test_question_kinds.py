"""What kind of value a question asks for, which sentence tells one, and what it takes for granted."""

from __future__ import annotations

import pytest

from genai_core.domain.generation.passage_sentences import passage_sentences
from genai_core.domain.generation.premises import lacks_premise
from genai_core.domain.generation.question_kinds import CONFIRMATION, asked_kinds, states
from genai_core.domain.generation.sentence_selection import select_sentences
from tests.unit.domain.generation.test_sentence_selection import passage


def first(question: str, text: str) -> str:
    return select_sentences(question, passage_sentences([passage(text)])).sentences[0].text


@pytest.mark.parametrize(
    ("question", "answer", "other"),
    [
        ("Where is the archive?", "The archive lies in Bergen.", "The archive is open."),
        ("Which city holds the archive?", "It is near the Harbour.", "In winter it is closed."),
        ("Where is the key kept?", "The key is kept in the cupboard.", "The key is new."),
        ("Wo liegt der Schlüssel?", "Er liegt im Schrank.", "Er ist neu."),
        ("Où se trouve la clé ?", "Elle est rangée dans le placard.", "Elle est neuve."),
        ("¿Dónde está la llave?", "Está guardada en el armario.", "Es nueva."),
    ],
)
def test_a_question_for_a_place_is_answered_by_one(question: str, answer: str, other: str) -> None:
    assert "place" in asked_kinds(question)
    assert states("place", answer)
    assert not states("place", other)


def test_a_month_inside_a_sentence_is_a_date_although_it_has_a_capital() -> None:
    assert states("date", "It opens in May.")


@pytest.mark.parametrize(
    ("question", "text", "answer"),
    [
        (
            "Where is the archive of the harbour?",
            "The archive of the harbour is large. The archive of the harbour is in Bergen.",
            "The archive of the harbour is in Bergen.",
        ),
        (
            "Who wrote the handbook of the harbour?",
            "The handbook of the harbour has ninety pages. The handbook was written by Ada Berg.",
            "The handbook was written by Ada Berg.",
        ),
        (
            "How is the valve opened?",
            "The valve is opened on Mondays. The valve is opened by turning the wheel to the left.",
            "The valve is opened by turning the wheel to the left.",
        ),
    ],
)
def test_the_sentence_with_the_kind_of_value_that_is_asked_for_comes_first(
    question: str, text: str, answer: str
) -> None:
    assert first(question, text).startswith(answer)


@pytest.mark.parametrize(
    ("question", "is_one"),
    [
        ("Is the relay waterproof?", True),
        ("Darf ich rauchen?", True),
        ("Est-ce que le relais est étanche ?", True),
        ("¿Es impermeable el relé?", True),
        ("What is the weight of the relay?", False),
        ("How long can an export be?", False),
    ],
)
def test_yes_no_questions_are_recognised(question: str, is_one: bool) -> None:
    assert (CONFIRMATION in asked_kinds(question)) is is_one
    assert not states(CONFIRMATION, "Yes, it is waterproof.")


ALLOWANCES = "The full day allowance in Norway is 75 euros. In Sweden it is 66 euros."


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("What is the full day allowance in Brazil?", ALLOWANCES),
        ("Quel est le tarif pour le Brésil ?", "Le tarif pour la Norvège est de 75 euros."),
        ("¿Cuál es la tarifa para el Brasil?", "La tarifa para la Noruega es de 75 euros."),
    ],
)
def test_a_name_that_no_passage_has_is_a_false_premise(question: str, text: str) -> None:
    sentences = passage_sentences([passage(text)])
    assert lacks_premise(question, sentences)
    assert not select_sentences(question, sentences).is_supported


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("What is the full day allowance in Norway?", ALLOWANCES),
        ("What is Norway's full day allowance?", ALLOWANCES),
        ("What Is The Full Day Allowance In Norway?", ALLOWANCES),
        ("what is the full day allowance in norway?", ALLOWANCES),
        ("Which allowance has the Kingdom Norway?", ALLOWANCES),
        ("What does the HR department pay for a day in Norway?", ALLOWANCES),
        ("What is the allowance in Norway since March?", ALLOWANCES),
        ("Wie hoch ist der Tagessatz in Norwegen?", "Die Pauschale für Norwegen ist 75 Euro."),
        ("¿Cuál es la tarifa en Noruega?", ALLOWANCES),
    ],
)
def test_names_that_are_present_or_cannot_be_checked_are_not_a_false_premise(
    question: str, text: str
) -> None:
    assert not lacks_premise(question, passage_sentences([passage(text)]))
