"""Short answers and answers to yes-or-no questions: a question is no evidence."""

import pytest

from genai_core.domain.consensus.comparison import Comparison, compare
from genai_core.domain.generation.models import ModelAnswer, ModelStatus
from genai_core.domain.identifiers import ChunkId, DocumentId, ModelId
from genai_core.domain.ingestion.chunks import Chunk
from genai_core.domain.protocol.outcomes import Verdict
from genai_core.domain.retrieval.passages import Passage

RIDES = "A single ride costs 9 euros, a return ride 14 euros."
LINES = "Line | Gauge | Length\nMariazell line | 760 mm | 84 km\nSemmering line | 1435 mm | 41 km"
RULES = "The deposit is 300 euros. Visits are allowed until 19:00."


def answered(question: str, passage: str, *texts: str) -> Comparison:
    answers = [
        ModelAnswer(ModelId(f"m{n}"), f"family {n}", ModelStatus.ANSWERED, text)
        for n, text in enumerate(texts)
    ]
    chunk = Chunk(ChunkId("c"), DocumentId("d"), 0, passage, "A text")
    return compare(question, answers, [Passage(chunk, 1.0)], {})


def is_supported(question: str, passage: str, text: str) -> bool:
    (member,) = answered(question, passage, text).members
    return all(check.verdict is Verdict.SUPPORTED for check in member.checks)


@pytest.mark.parametrize(
    ("question", "passage", "right", "wrong"),
    [
        ("What does a return ride cost?", RIDES, "14 euros.", "9 euros."),
        ("What does a single ride cost?", RIDES, "9 euros", "14 euros"),
        ("How long is the Semmering line?", LINES, "41 km.", "84 km."),
        ("What gauge does the Mariazell line have?", LINES, "760 mm", "1435 mm"),
        ("Which line is 84 km long?", LINES, "The Mariazell line.", "The Semmering line."),
    ],
)
def test_a_short_answer_is_checked_for_what_was_asked(
    question: str, passage: str, right: str, wrong: str
) -> None:
    assert is_supported(question, passage, right)
    assert not is_supported(question, passage, wrong)


@pytest.mark.parametrize(
    ("question", "passage", "right", "wrong"),
    [
        (
            "Is the deposit {} euros?",
            RULES,
            "Yes, the deposit is 300 euros.",
            "Yes, the deposit is 500 euros.",
        ),
        ("Are visits allowed until {}?", RULES, "Yes, until 19:00.", "Yes, visits are allowed until 20:00."),
        (
            "Beträgt die Kaution {} Euro?",
            "Die Kaution beträgt 300 Euro.",
            "Ja, die Kaution beträgt 300 Euro.",
            "Die Kaution beträgt 500 Euro.",
        ),
        (
            "La caution est-elle de {} euros ?",
            "La caution s'élève à 300 euros.",
            "Oui, la caution s'élève à 300 euros.",
            "Oui, la caution s'élève à 500 euros.",
        ),
        (
            "¿La fianza es de {} euros?",
            "La fianza es de 300 euros.",
            "Sí, la fianza es de 300 euros.",
            "La fianza es de 500 euros.",
        ),
        (
            "Bedraagt de borg {} euro?",
            "De borg bedraagt 300 euro. Het museum is om zes uur dicht.",
            "De borg bedraagt 300 euro.",
            "Ja, de borg bedraagt 500 euro.",
        ),
        (
            "La cauzione è di {} euro?",
            "La cauzione è di 300 euro.",
            "Sì, la cauzione è di 300 euro.",
            "Sì, la cauzione è di 500 euro.",
        ),
        (
            "A caução é de {} euros?",
            "A caução é de 300 euros.",
            "Sim, a caução é de 300 euros.",
            "Sim, a caução é de 500 euros.",
        ),
    ],
)
def test_what_a_question_supposes_is_no_evidence(question: str, passage: str, right: str, wrong: str) -> None:
    values = ("300", "500") if "{} eu" in question.casefold() else ("19:00", "20:00")
    assert is_supported(question.format(values[0]), passage, right)
    assert not is_supported(question.format(values[1]), passage, wrong)


def test_a_name_that_only_a_yes_or_no_question_has_is_not_in_the_documents() -> None:
    passage = "The head physician is Dr. Weber, who leads both wards."
    wrong = "Yes, Dr. Huber is the head physician, who leads both wards."
    assert is_supported("Is Dr. Weber the head physician?", passage, wrong.replace("Huber", "Weber"))
    assert not is_supported("Is Dr. Huber the head physician?", passage, wrong)


def test_a_value_of_the_question_is_given_where_no_other_stands() -> None:
    passage = "The tramway carried 4 million passengers in its first season."
    claim = "In 2015 the tramway carried 4 million passengers in its first season."
    assert is_supported("How many passengers did the tramway carry in 2015?", passage, claim)


def test_a_supported_answer_comes_before_two_that_agree_and_are_half_supported() -> None:
    passage = "Die Kündigungsfrist beträgt sechs Wochen zum Ende eines Quartals."
    wrong = ("Die Kündigungsfrist beträgt drei Monate.", "Drei Monate zum Quartalsende.")
    comparison = answered("Wie lange ist die Kündigungsfrist?", passage, *wrong, passage)
    assert comparison.agreeing == (0, 1)
    assert comparison.chosen == 2
