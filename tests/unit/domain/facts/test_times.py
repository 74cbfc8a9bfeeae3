"""Times of day and frequencies, in seven languages."""

from __future__ import annotations

import pytest

from genai_core.domain.facts.values.reading import read_values
from genai_core.domain.facts.values.value import Value

DAY_S = 86_400


def only(kind: str, text: str, language: str) -> Value:
    (value,) = (value for value in read_values(text, language).values if value.kind == kind)
    assert text[value.start : value.end] == value.text
    return value


@pytest.mark.parametrize(
    ("text", "language", "minutes"),
    [
        ("It opens at 17:00.", "english", (1020,)),
        ("It opens at 5 pm.", "english", (1020,)),
        ("It opens at 5 p.m. each day.", "english", (1020,)),
        ("It opens at 5:30 am.", "english", (330,)),
        ("It opens at 12 am.", "english", (0,)),
        ("It opens at 12 pm.", "english", (720,)),
        ("It opens at noon.", "english", (720,)),
        ("It opens at 5 in the afternoon.", "english", (1020,)),
        ("Sie öffnet um 17 Uhr.", "german", (1020,)),
        ("Sie öffnet um 17 Uhr 30.", "german", (1050,)),
        ("Sie öffnet um 9.30 Uhr.", "german", (570,)),
        ("Elle ouvre à 17h30.", "french", (1050,)),
        ("Elle ouvre à 17 h.", "french", (1020,)),
        ("Abre a las 17:30.", "spanish", (1050,)),
        ("Apre alle 17.30.", "italian", (1050,)),
        ("Abre às 17h30.", "portuguese", (1050,)),
        ("Het opent om 17.30 uur.", "dutch", (1050,)),
    ],
)
def test_a_time_of_day_is_minutes_from_midnight(text: str, language: str, minutes: tuple[int, ...]) -> None:
    assert only("time", text, language).minutes == minutes


def test_a_time_that_may_be_before_or_after_noon_has_both_readings() -> None:
    assert set(only("time", "It opens at 9:30.", "english").minutes) == {570, 1290}
    assert only("time", "It opens at 09:30.", "english").minutes == (570,)


@pytest.mark.parametrize("text", ["The ratio is 16:9.5.", "See 1:25:3000.", "It takes 5 h 20 min."])
def test_what_only_looks_like_a_time_is_none(text: str) -> None:
    assert [value for value in read_values(text, "english").values if value.kind == "time"] == []


@pytest.mark.parametrize(
    ("text", "language", "seconds"),
    [
        ("It is checked every 2 hours.", "english", 2 * 3600),
        ("It is checked every day.", "english", DAY_S),
        ("It is checked twice a day.", "english", DAY_S / 2),
        ("It is checked three times a week.", "english", 7 * DAY_S / 3),
        ("It is checked every other week.", "english", 14 * DAY_S),
        ("It is checked once every three weeks.", "english", 21 * DAY_S),
        ("Es wird alle 2 Stunden geprüft.", "german", 2 * 3600),
        ("Es wird zweimal pro Tag geprüft.", "german", DAY_S / 2),
        ("Il est vérifié deux fois par jour.", "french", DAY_S / 2),
        ("Se revisa dos veces al día.", "spanish", DAY_S / 2),
        ("È controllato due volte al giorno.", "italian", DAY_S / 2),
        ("É verificado duas vezes por dia.", "portuguese", DAY_S / 2),
        ("Het wordt twee keer per dag gecontroleerd.", "dutch", DAY_S / 2),
    ],
)
def test_frequencies_of_one_period_are_equal_in_every_wording(
    text: str, language: str, seconds: float
) -> None:
    value = only("frequency", text, language)
    (interval,) = value.amounts
    assert value.per is not None
    assert interval.is_point
    assert value.per.factor / interval.low == pytest.approx(seconds)


@pytest.mark.parametrize("text", ["The Daily Mail reported it.", "A weekly is a newspaper."])
def test_an_adverb_alone_may_belong_to_a_name(text: str) -> None:
    assert only("frequency", text, "english").is_vague
