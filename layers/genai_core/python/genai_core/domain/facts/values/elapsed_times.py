"""Reckon ends and lengths: "starts at 14:15 and lasts 90 minutes" ends at 15:45."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from genai_core.domain.facts.values.later_years import year_of
from genai_core.domain.facts.values.reading import ValueReading
from genai_core.domain.facts.values.tokens import read_tokens
from genai_core.domain.facts.values.value import Value, same_amount
from genai_core.domain.facts.values.vocabulary import vocabulary
from genai_core.domain.text.words import fold, split_words

_DAY, _MINUTE = 86_400.0, 60.0
_MINUTES = 1440
_ANY_YEAR = 2023
"""A year without a leap day, for dates that name none."""
_YEAR = 12.0
Amount = tuple[str, float]
"""A dimension, and an amount in its base unit."""


def follows_as_time(value: Value, claim: ValueReading, evidence: ValueReading) -> bool:
    """True if a time of the claim is the end of what starts at a stated time and lasts a stated time."""
    if value.kind != "time":
        return False
    words = _words(claim)
    if not words.isdisjoint(_markers(claim, "closing")):
        reckoned = _reckoned(evidence, "start", 1)
    elif not words.isdisjoint(_markers(claim, "opening")):
        reckoned = _reckoned(evidence, "end", -1)
    else:
        return False
    return any(not set(value.minutes).isdisjoint(minutes) for minutes in reckoned)


def follows_as_length(value: Value, claim: ValueReading, evidence: ValueReading) -> bool:
    """True if a length of time of the claim is that between two dates, times or years of one sentence."""
    if value.kind != "number" or value.unit is None or not value.amounts or not value.amounts[0].is_point:
        return False
    if value.unit.dimension not in ("duration", "calendar") or value.per is not None:
        return False
    if _words(claim).isdisjoint(_markers(claim, "lasting")):
        return False
    amount = value.amounts[0].low * value.unit.factor
    return any(
        dimension == value.unit.dimension and same_amount(amount, length)
        for dimension, length in _lengths(evidence)
    )


def is_of_time(form: str, language: str) -> bool:
    """True for words that say that something begins, ends, or lasts."""
    words = vocabulary(language)
    return any(fold(form) in words.words(key) for key in ("opening", "closing", "lasting", "span"))


def _words(reading: ValueReading) -> frozenset[str]:
    return frozenset(fold(word.form) for word in split_words(reading.text)) | frozenset(
        token.form for token in read_tokens(reading.text, reading.language).all
    )


def _markers(reading: ValueReading, key: str) -> frozenset[str]:
    return vocabulary(reading.language).words(key)


def _reckoned(evidence: ValueReading, role: str, sign: int) -> Iterator[set[int]]:
    """Yields, as minutes of the day, each stated time plus or minus a length in the same sentence."""
    for time in evidence.values:
        if time.kind != "time" or time.role != role:
            continue
        for length in evidence.values:
            if length.sentence == time.sentence and _is_length(length):
                minutes = round(_seconds(length) / _MINUTE)
                yield {(minute + sign * minutes) % _MINUTES for minute in time.minutes}


def _is_length(value: Value) -> bool:
    is_span = value.kind == "number" and value.unit is not None and value.unit.dimension == "duration"
    return is_span and not value.qualifier and value.per is None and value.amounts[0].is_point


def _seconds(value: Value) -> float:
    return value.amounts[0].low * (value.unit.factor if value.unit else 1.0)


def _lengths(evidence: ValueReading) -> Iterator[Amount]:
    """Yields the times between a start and an end that follow each other in a sentence."""
    moments = [value for value in evidence.values if value.kind in ("date", "time") or value.is_year]
    for first, last in pairwise(moments):
        if first.sentence != last.sentence or first.role not in ("", "start"):
            continue
        if first.role == "start" and last.role in ("", "end"):
            yield from _between(first, last)


def _between(first: Value, last: Value) -> Iterator[Amount]:
    years = year_of(first), year_of(last)
    if years[0] is not None and years[1] is not None:
        yield "calendar", _YEAR * (years[1] - years[0])
    elif first.kind == last.kind == "time":
        yield "duration", _MINUTE * ((last.minutes[0] - first.minutes[0]) % _MINUTES)
    elif first.kind == last.kind == "date":
        yield from _between_dates(first, last)


def _between_dates(first: Value, last: Value) -> Iterator[Amount]:
    """Yields the days between two dates without and with the last, and the months."""
    start, end = first.dates[0], last.dates[0]
    if not (start.day and end.day):
        return
    year = start.first_year or end.first_year or _ANY_YEAR
    begins = date(year, start.first_month, start.day)
    ends = date(end.first_year or year, end.first_month, end.day)
    if ends < begins and not end.first_year:
        ends = date(year + 1, end.first_month, end.day)
    days = (ends - begins).days
    if days > 0:
        yield "duration", days * _DAY
        yield "duration", (days + 1) * _DAY
    if start.day == end.day:
        months = 12 * (ends.year - begins.year) + ends.month - begins.month
        yield "calendar", float(months)
