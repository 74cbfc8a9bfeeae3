"""The claims of an answer are what it states, without its layout and courtesies."""

from __future__ import annotations

import pytest

from genai_core.domain.text.answer_claims import MAX_CLAIMS, split_answer


def claims(text: str) -> list[str]:
    spans = split_answer(text)
    assert all(text[span.start : span.end] == span.text for span in spans)
    return [span.text for span in spans]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1. Stop the writer.\n2. Wait.\n3. Detach it.", ["Stop the writer.", "Wait.", "Detach it."]),
        ("- Stop the writer\n- Wait a moment", ["Stop the writer", "Wait a moment"]),
        ("Here is the answer:\nThe deposit is 5 euros.", ["The deposit is 5 euros."]),
        ("Here is the answer: The deposit is 5 euros.", ["The deposit is 5 euros."]),
        ("Based on the passages, the deposit is 5 euros.", ["the deposit is 5 euros."]),
        ("To stop the writer:\n1. Stop it.\n2. Wait.", ["Stop it.", "Wait."]),
        ("## Steps\n\nStop it. Let me know if you have any more questions!", ["Stop it."]),
        ("**How to stop it**\nStop the service.", ["Stop the service."]),
        ("| Part | Price |\n|---|---|\n| HX-20 | 164.00 |", ["| HX-20 | 164.00 |"]),
        ("Sure! The deposit is 5 euros. I hope this helps.", ["The deposit is 5 euros."]),
        ("Hier ist die Antwort:\nDie Kaution beträgt 5 Euro.", ["Die Kaution beträgt 5 Euro."]),
        ("Voici les étapes :\n1. Arrêter.\n2. Attendre.", ["Arrêter.", "Attendre."]),
        ("Run this:\n```\nmake start\n```", ["Run this:", "```\nmake start\n```"]),
        ("a) Stop it.\nb) Wait.", ["Stop it.", "Wait."]),
    ],
)
def test_layout_and_courtesies_are_not_claims(text: str, expected: list[str]) -> None:
    assert claims(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "3. Oktober ist ein Feiertag.",
        "No.",
        "Yes, pets are allowed.",
        "1969",
        "# Pets are allowed",
        "**Pets are allowed.**",
        "The deposit is 5 euros, payable as follows: half at once.",
        "For 5 euros:",
        "-5 °C is the lowest.",
        "The documents of the embassy are kept for ten years.",
        "HX-10 | 30.00 | 4",
    ],
)
def test_what_states_something_stays_whole(text: str) -> None:
    assert claims(text) == [text]


def test_an_answer_of_a_heading_alone_says_what_its_heading_says() -> None:
    assert claims("## Ingrid Rendall") == ["## Ingrid Rendall"]
    assert claims("") == []


def test_time_grows_with_the_length_only() -> None:
    for part in ("1. a\n", "- ", "|", "# ", "\n", "** ", "a "):
        split_answer(part * 20_000)


@pytest.mark.parametrize("text", ["[99].", "[1] [2]", "【7】", "(3)."])
def test_marks_of_sources_alone_state_nothing(text: str) -> None:
    assert split_answer(text) == ()


@pytest.mark.parametrize("text", ["42", "1889.", "items[0]", "[99] bottles of beer"])
def test_a_number_or_words_beside_a_mark_are_a_claim(text: str) -> None:
    assert [span.text for span in split_answer(text)] == [text]


def test_an_answer_of_very_many_sentences_has_a_bounded_number_of_claims() -> None:
    text = "It rains. " * 1000
    claims = split_answer(text)
    assert len(claims) == MAX_CLAIMS
    assert all(text[claim.start : claim.end] == claim.text for claim in claims)
    assert claims[-1].end == len(text.rstrip())
