"""Read numbers with their sign, unit, period and precision."""

from __future__ import annotations

from collections.abc import Iterator

from genai_core.domain.facts.values.before_numbers import OF, is_whole, look_back
from genai_core.domain.facts.values.numerals import (
    HALF_STEP,
    and_half,
    may_begin_number,
    place_value,
    read_digits,
    read_words,
    step_in_words,
)
from genai_core.domain.facts.values.ranges import FoundNumber, allowed_amounts, joined, with_unit_of
from genai_core.domain.facts.values.text_language import plain_words
from genai_core.domain.facts.values.tokens import Tokens
from genai_core.domain.facts.values.units import money_after, money_before, per_at, unit_at
from genai_core.domain.facts.values.value import FRACTION_STEP, Qualifier, Unit, Value

_SKIPPED = frozenset(
    ("the", "of", "a", "den", "die", "das", "der", "les", "des", "los", "las", "i", "os", "as", "de", "=")
)
_AFTER: dict[str, Qualifier] = {
    "after_at_least": "at_least",
    "after_at_most": "at_most",
    "after_about": "about",
}
_SCALES = (100.0, 12.0, 1e3, 1e6, 1e9, 1e12)
_HALF = 2.0
_ONES = frozenset(
    ("a", "an", "one", "ein", "eine", "einem", "einer", "un", "une", "uno", "una", "um", "uma", "een")
)
_ELIDED_OF = frozenset(("d", "d'"))
_MAX_PARTS = 100
_OF_FROM = 1e6
"""Least amount that is joined to what it counts by "de" or "di" in Romance languages."""
_FIRST_YEAR, _LAST_YEAR = 1000, 2100


def read_amounts(tokens: Tokens, language: str) -> Iterator[Value]:
    """Yields the numbers of a text in order; a range, or a length in two units, is one value."""
    index = 0
    pending: tuple[FoundNumber, Value] | None = None
    while index < len(tokens.all):
        number = _number_at(tokens, index, language)
        if number is None:
            index += 1
            continue
        value = _qualified(tokens, number)
        both = joined(tokens, pending, number, value) if pending else None
        if pending and both is None:
            yield with_unit_of(pending[1], value, tokens, pending[0].last, number.first)
        pending = (number, both or value)
        index = number.last
    if pending:
        yield pending[1]


def _number_at(tokens: Tokens, index: int, language: str) -> FoundNumber | None:
    token = tokens.at(index)
    if not token.form:
        return None
    number = _digits_at(tokens, index, language) if token.is_number else _words_at(tokens, index)
    if number is None:
        return None
    money, length = money_before(tokens, index)
    if money and not number.is_ordinal:
        number.unit, number.first = money, index - length
    _measure(tokens, number)
    return number


def _digits_at(tokens: Tokens, index: int, language: str) -> FoundNumber | None:
    token = tokens.at(index)
    scale, length = _scale_at(tokens, index + 1)
    unit, _ = unit_at(tokens, index + 1 + length)
    money, _ = money_before(tokens, index)
    currency = next((u.dimension for u in (unit, money) if u and u.dimension.startswith("currency")), "")
    readings = read_digits(token.raw, language, currency=currency, scaled=scale != 1.0)
    if not readings:
        return None
    if _is_fraction(tokens, index):
        top, bottom = float(token.raw), float(tokens.at(index + 2).raw)
        return FoundNumber(index, index + 3, (top / bottom,), f"{token.raw}/{bottom:g}", FRACTION_STEP)
    step = place_value(token.raw, readings[0]) * scale
    number = FoundNumber(
        index, index + 1 + length, tuple(r * scale for r in readings), token.raw, step, scale
    )
    suffix = tokens.form(index + 1)
    is_suffixed = tokens.touches(index + 1) and suffix in _ORDINAL_SUFFIXES
    if is_suffixed and not unit:
        number.is_ordinal, number.last = True, index + 2
    return number


_ORDINAL_SUFFIXES = frozenset(
    ("st", "nd", "rd", "th", "e", "er", "re", "eme", "ste", "de", "a", "o", "º", "ª", "ers")
)


def _is_fraction(tokens: Tokens, index: int) -> bool:
    """True for "2/3" and "24/7": digits, a slash and digits other than 0, without spaces."""
    top, bottom = tokens.at(index), tokens.at(index + 2)
    is_close = tokens.form(index + 1) == "/" and tokens.touches(index + 1) and tokens.touches(index + 2)
    return is_close and top.raw.isdecimal() and bottom.raw.isdecimal() and 0 < int(bottom.raw) <= _MAX_PARTS


def _scale_at(tokens: Tokens, index: int) -> tuple[float, int]:
    """Returns the factor of the scale words after digits ("million"), and their length in tokens."""
    factor, length = 1.0, 0
    while True:
        form = tokens.form(index + length)
        word = tokens.words.numbers.get((form,), 0.0)
        if word not in _SCALES:
            word = tokens.words.weights["scale"].get(form, 0.0)
            is_close = tokens.touches(index + length)
            # A lone "m" is metres, unless it follows an amount of money.
            if form in {"m", "b"} and not (is_close and money_before(tokens, index - 1)[0]):
                word = 0.0
            if form == "k" and not is_close:
                word = 0.0
        if word not in _SCALES:
            return factor, length
        factor, length = factor * word, length + 1


def _words_at(tokens: Tokens, index: int) -> FoundNumber | None:
    form = tokens.form(index)
    unit_number = _one_at(tokens, index) or _part_at(tokens, index) if form in _ONES else None
    if unit_number is not None or not may_begin_number(form, tokens.words):
        return unit_number
    value, length = read_words(tokens, index)
    vague = tokens.words.words("vague")
    if value is not None:
        found_number = FoundNumber(index, index + length, (value,), f"{value:.15g}", step_in_words(value))
        found_number.is_vague = length == 1 and form in vague
        _add_half(tokens, found_number)
        return _with_fraction(tokens, found_number)
    for key in ("multiple", "ordinal"):
        number = tokens.words.weights[key].get(form)
        if number is not None:
            found_number = FoundNumber(
                index, index + 1, (number,), f"{number:.15g}", 1.0, is_ordinal=key == "ordinal"
            )
            found_number.is_vague = form in vague
            return found_number
    if tokens.words.weights["fraction"].get(form) == _HALF and form not in tokens.words.words("half_to"):
        return FoundNumber(index, index + 1, (0.5,), "0.5", FRACTION_STEP, is_vague=True)
    return None


def _part_at(tokens: Tokens, index: int) -> FoundNumber | None:
    """Reads "a quarter of the seats" as a fraction, and "a quarter of an hour" in the unit's terms."""
    parts = tokens.words.weights["fraction"].get(tokens.form(index + 1))
    if tokens.form(index) not in _ONES or not parts or parts == _HALF or tokens.form(index + 2) not in OF:
        return None
    return _with_whole(tokens, FoundNumber(index, index + 2, (1 / parts,), f"1/{parts:g}", FRACTION_STEP))


def _with_whole(tokens: Tokens, number: FoundNumber) -> FoundNumber:
    """Reads "three quarters of an hour" and "tre quarti d'ora" as an amount of the unit."""
    if not _is_of(tokens, number.last):
        return number
    first = number.last + 1 + (tokens.form(number.last + 1) in _ONES)
    unit, length = unit_at(tokens, first)
    if unit:
        number.unit, number.last = unit, first + length
    return number


def _is_of(tokens: Tokens, index: int) -> bool:
    return tokens.form(index) in OF or tokens.form(index) in _ELIDED_OF


def _add_half(tokens: Tokens, number: FoundNumber) -> None:
    """Reads "one and a half hours", and "2 heures et demie"."""
    length = and_half(tokens, number.last)
    if length and len(number.readings) == 1:
        number.readings, number.last, number.step = (
            (number.readings[0] + 0.5,),
            number.last + length,
            HALF_STEP,
        )
        number.is_vague = False


def _with_fraction(tokens: Tokens, number: FoundNumber) -> FoundNumber:
    """Reads "two thirds" as one number."""
    parts = tokens.words.weights["fraction"].get(tokens.form(number.last))
    if parts and len(number.readings) == 1 and number.readings[0] < parts:
        number.is_vague = False
        number.readings, number.last = (number.readings[0] / parts,), number.last + 1
        number.step = FRACTION_STEP
        return _with_whole(tokens, number)
    return number


def _measure(tokens: Tokens, number: FoundNumber) -> None:
    """Reads the unit, what it is per, and the noun that it counts."""
    if _is_half_of_unit(tokens, number):
        number.last += 1  # "half an hour", not half per hour
    unit, length = (None, 0) if number.unit or number.is_ordinal else unit_at(tokens, number.last)
    if (
        unit is None
        and number.unit is None
        and number.readings[0] >= _OF_FROM
        and _is_of(tokens, number.last)
    ):
        unit, length = money_after(tokens, number.last + 1)
        length += 1  # "2 millones de euros"
    if unit:
        number.unit, number.last, number.is_vague = unit, number.last + length, False
        _add_half(tokens, number)
    per, length = per_at(tokens, number.last)
    if per is None and number.unit is None:
        # "three cups a day": the counted noun comes between.
        per, length = per_at(tokens, number.last + 1)
        length += 1 if per else 0
    if per and not number.is_ordinal:
        number.per, number.last = per, number.last + length
    elif number.unit and not number.is_ordinal:
        number.per = _per_after_noun(tokens, number.last)
    noun = tokens.form(number.last)
    if noun.isalpha() and noun not in plain_words(tokens.words.language):
        number.noun = noun


def _per_after_noun(tokens: Tokens, index: int) -> Unit | None:
    """Returns the month of "two days of leave per month"."""
    position = index + 1 if tokens.form(index) in OF else index
    noun = tokens.form(position)
    if not noun.isalpha() or noun in plain_words(tokens.words.language):
        return None
    per, _ = per_at(tokens, position + 1)
    return per if per and per.dimension in {"duration", "calendar"} else None


def _is_half_of_unit(tokens: Tokens, number: FoundNumber) -> bool:
    is_half = number.readings == (0.5,) and number.step == FRACTION_STEP
    return (
        is_half
        and tokens.form(number.last) in {"a", "an"}
        and unit_at(tokens, number.last + 1)[0] is not None
    )


def _one_at(tokens: Tokens, index: int) -> FoundNumber | None:
    """Reads "a minute and a half", and the day of "within a day" and "a day ahead", as one of its unit."""
    if tokens.form(index) not in {"a", "an"} or tokens.words.language != "english":
        return None
    unit, length = unit_at(tokens, index + 1)
    if unit is None or unit.dimension not in {"duration", "calendar"}:
        return None
    is_span = tokens.form(index - 1) in tokens.words.words("span")
    is_span = is_span or tokens.form(index + 1 + length) in tokens.words.words("after_span")
    is_span = is_span or tokens.form(index + 1) == "fortnight"
    if not is_span and not and_half(tokens, index + 1 + length):
        return None
    return FoundNumber(index, index + 1, (1.0,), "1", 1.0)


def _qualified(tokens: Tokens, number: FoundNumber) -> Value:
    first, qualifier, role, is_negative = look_back(tokens, number)
    last = number.last
    after, length = tokens.follows(last, ("after_at_least", "after_at_most", "after_about", "after_minus"))
    is_negative = is_negative or after == "after_minus"
    qualifier = _AFTER.get(after, qualifier)
    if tokens.form(last) == "+" and tokens.touches(last) and not tokens.at(last + 1).is_number:
        qualifier = "at_least"
    sign = -1.0 if is_negative else 1.0
    readings = tuple(sign * reading for reading in number.readings)
    text = tokens.text[tokens.at(first).start : tokens.at(last - 1 + length).end]
    return Value(
        kind="number",
        text=text,
        start=tokens.at(first).start,
        end=tokens.at(last - 1 + length).end,
        amounts=tuple(allowed_amounts(reading, qualifier, number.step) for reading in readings),
        digits=number.digits,
        unit=number.unit,
        per=number.per,
        step=number.step,
        qualifier=qualifier,
        role=role,
        is_vague=number.is_vague,
        is_ordinal=number.is_ordinal,
        is_year=_can_be_year(number, readings[0]),
        noun=number.noun,
        is_whole=is_whole(tokens, first),
    )


def _can_be_year(number: FoundNumber, reading: float) -> bool:
    is_plain = number.digits.isdecimal() and len(number.digits) == 4
    return is_plain and number.unit is None and _FIRST_YEAR <= reading <= _LAST_YEAR
