"""Numbers: digits with separators, number words, units, and what stands around them."""

from __future__ import annotations

from math import inf

import pytest

from genai_core.domain.facts.values.numerals import place_value, read_digits
from genai_core.domain.facts.values.reading import read_values
from genai_core.domain.facts.values.value import Value


def only_value(text: str, language: str = "english") -> Value:
    (value,) = read_values(text, language).values
    return value


@pytest.mark.parametrize(
    ("digits", "language", "readings"),
    [
        ("1.000", "german", (1000.0,)),
        ("1.000", "english", (1.0,)),
        ("1,000", "english", (1000.0,)),
        ("1.000", "", (1000.0, 1.0)),
        ("1,5", "german", (1.5,)),
        ("1.234.567,89", "german", (1234567.89,)),
        ("1 234 567", "", (1234567.0,)),
        ("½", "", (0.5,)),
    ],
)
def test_digits_are_read_as_their_language_writes_them(
    digits: str, language: str, readings: tuple[float, ...]
) -> None:
    assert read_digits(digits, language) == readings


def test_digits_that_form_no_number_have_no_reading() -> None:
    assert read_digits("12..3", "english") == ()
    assert read_digits("9" * 200, "english") == ()


def test_a_price_has_no_three_decimals_and_a_scaled_number_has() -> None:
    assert read_digits("1.250", "english", currency="EUR") == (1250.0,)
    assert read_digits("2.500", "english", scaled=True) == (2.5,)


@pytest.mark.parametrize(("digits", "value", "step"), [("2.5", 2.5, 0.1), ("1,200", 1200, 100), ("7", 7, 1)])
def test_the_last_significant_place_tells_how_exact_a_number_is(
    digits: str, value: float, step: float
) -> None:
    assert place_value(digits, value) == pytest.approx(step)


@pytest.mark.parametrize(
    ("text", "language", "amount"),
    [
        ("It costs two hundred and ten euros.", "english", 210.0),
        ("Zweihundertfünfzig Stück", "german", 250.0),
        ("Deux cent dix", "french", 210.0),
        ("one and a half hours", "english", 1.5),
    ],
)
def test_numbers_in_words_are_read(text: str, language: str, amount: float) -> None:
    (interval,) = only_value(text, language).amounts
    assert (interval.low, interval.high) == (amount, amount)


def test_a_range_a_bound_and_an_approximation_are_intervals() -> None:
    (days,) = only_value("between 3 and 5 days").amounts
    (people,) = only_value("at least 20 people").amounts
    (degrees,) = only_value("about 12 °C").amounts
    assert (days.low, days.high) == (3.0, 5.0)
    assert (people.low, people.high) == (20.0, inf)
    assert degrees.low < 12.0 < degrees.high


def test_amounts_of_one_dimension_compare_by_the_factors_of_their_units() -> None:
    hours, minutes = only_value("1.5 hours"), only_value("90 minutes")
    assert hours.unit
    assert minutes.unit
    assert hours.unit.dimension == minutes.unit.dimension
    assert hours.amounts[0].low * hours.unit.factor == minutes.amounts[0].low * minutes.unit.factor


@pytest.mark.parametrize(
    ("text", "kind"), [("on 3 March 2026", "date"), ("Half past two", "time"), ("version 2.1.3", "version")]
)
def test_dates_times_and_versions_are_not_numbers(text: str, kind: str) -> None:
    assert only_value(text).kind == kind
