"""Dates in words and in digits, in seven languages."""

from __future__ import annotations

import pytest

from genai_core.domain.facts.values.reading import read_values
from genai_core.domain.facts.values.value import DateParts, Value


def dates_of(text: str, language: str = "english") -> list[Value]:
    return [value for value in read_values(text, language).values if value.kind == "date"]


def only_date(text: str, language: str = "english") -> Value:
    (value,) = dates_of(text, language)
    assert text[value.start : value.end] == value.text
    return value


def day(year: int, month: int, day_of_month: int) -> DateParts:
    return DateParts(year, year, month, month, day_of_month)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("It opened on 3 May 2024.", "english"),
        ("It opened on May 3, 2024.", "english"),
        ("It opened on the 3rd of May 2024.", "english"),
        ("It opened on 2024-05-03.", "english"),
        ("Sie wurde am 3. Mai 2024 eröffnet.", "german"),
        ("Sie wurde am 3.5.2024 eröffnet.", "german"),
        ("Sie wurde am 03.05.2024 eröffnet.", "german"),
        ("Elle a ouvert le 3 mai 2024.", "french"),
        ("Elle a ouvert le 03/05/2024.", "french"),
        ("Abrió el 3 de mayo de 2024.", "spanish"),
        ("Ha aperto il 3 maggio 2024.", "italian"),
        ("Abriu em 3 de maio de 2024.", "portuguese"),
        ("Het ging open op 3 mei 2024.", "dutch"),
    ],
)
def test_one_day_is_read_in_every_notation(text: str, language: str) -> None:
    assert only_date(text, language).dates == (day(2024, 5, 3),)


def test_a_date_in_slashes_has_two_readings_unless_one_is_no_date() -> None:
    assert set(only_date("It is due on 03/04/2024.").dates) == {day(2024, 4, 3), day(2024, 3, 4)}
    assert only_date("It is due on 25/04/2024.").dates == (day(2024, 4, 25),)
    assert only_date("It is due on 04/25/2024.").dates == (day(2024, 4, 25),)


def test_another_date_of_the_text_decides_which_comes_first() -> None:
    first, second = dates_of("It runs from 03/04/2024 to 25/04/2024.")
    assert first.dates == (day(2024, 4, 3),)
    assert second.dates == (day(2024, 4, 25),)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("It opened in May 2024.", DateParts(2024, 2024, 5, 5)),
        ("It opened in 05/2024.", DateParts(2024, 2024, 5, 5)),
        ("It opened in Q2 2024.", DateParts(2024, 2024, 4, 6)),
        ("It was built in the 1990s.", DateParts(1990, 1999)),
        ("It is closed on 24 December.", DateParts(0, 0, 12, 12, 24)),
    ],
)
def test_what_a_date_leaves_out_is_not_made_up(text: str, parts: DateParts) -> None:
    assert only_date(text).dates == (parts,)


@pytest.mark.parametrize(
    ("text", "language", "weekdays"),
    [
        ("It opens on Monday.", "english", (0,)),
        ("It opens Mon-Fri.", "english", (0, 1, 2, 3, 4)),
        ("Sie öffnet am Montag.", "german", (0,)),
        ("Elle ouvre le dimanche.", "french", (6,)),
        ("Het gaat open op zaterdag.", "dutch", (5,)),
    ],
)
def test_weekdays_count_from_monday(text: str, language: str, weekdays: tuple[int, ...]) -> None:
    assert only_date(text, language).dates[0].weekdays == weekdays


@pytest.mark.parametrize(
    "text",
    [
        "You may leave at any time.",
        "They march through the town.",
        "The part number is 12-05-20240.",
        "The ratio is 3/4.",
        "It has 31/13/2024 items.",
    ],
)
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    assert not any(part.day for value in dates_of(text) for part in value.dates)


@pytest.mark.parametrize("text", ["Paid on 31/02/2024.", "Paid on 2023-02-29.", "Bezahlt am 31.04.2024."])
def test_a_day_that_no_calendar_has_is_no_date(text: str) -> None:
    assert not [value for value in read_values(text).values if value.kind == "date"]
