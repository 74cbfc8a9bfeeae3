"""Dates in digits: "2024-05-03", "03/04/2024", "3.5.2024", "05/2024", "Q2 2024", "1990s", "Mon-Fri"."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator

from genai_core.domain.facts.values.data import table
from genai_core.domain.facts.values.value import DateParts, Value

_ISO = re.compile(r"(?<![\w-])(\d{4})[-/](\d{2})[-/](\d{2})(?:T[\d:.]+Z?)?(?![\w-])")
_SLASHED = re.compile(r"(?<![\w/.-])(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?![\w/]|[.-]\d)")
_DAY_MONTH = re.compile(r"(?<![\w.])(\d{1,2})\.(\d{1,2})\.(?=\s|$|[,;)|–-])(?!\s\d{4})")
_MONTH_YEAR = re.compile(r"(?<![\w/.-])(0?[1-9]|1[0-2])/((?:19|20)\d{2})(?![\w/])")
_QUARTER = re.compile(r"(?<!\w)[QT]([1-4])(?:[ /-]*((?:19|20)\d{2}))?(?!\w)")
_SEASON = re.compile(r"(?<![\w.,/-])((?:1[5-9]|20)\d\d)[-–/](\d\d)(?![\w/-])")
_DECADE = re.compile(r"(?<![\w.,])((?:1[0-9]|20)\d0)(?:['’]?s|er|s')(?!\w)")
_CENTURY_SPLIT = 70
_LEAP_YEAR = 2024
_SHORT_DAYS = {name: day for day, line in enumerate(table("weekday_short")) for name in line.split()}
_DAYS = re.compile(r"\b({0})\.?\s?(?:[-–—]|to|bis|à|a|tot|al)\s?({0})\b".format("|".join(_SHORT_DAYS)))
"""Such as "Mon-Fri"; a single one could be any word."""


def read_digit_dates(text: str, language: str) -> Iterator[Value]:
    """Yields dates in digits; "03/04/2024" has two readings unless another date of the text decides."""
    for match in _ISO.finditer(text):
        year, month, day = map(int, match.groups())
        yield from _day_of_month(match, text, year, month, day)
    day_first = _day_first(text, language)
    for match in _SLASHED.finditer(text):
        readings = _slashed(match, day_first)
        if readings:
            yield dated(match.start(), match.end(), text, *readings)
    if language == "german":
        for match in _DAY_MONTH.finditer(text):
            yield from _day_of_month(match, text, 0, int(match.group(2)), int(match.group(1)))
    for match in _DAYS.finditer(text):
        first, last = (_SHORT_DAYS[name] for name in match.groups())
        yield dated(match.start(), match.end(), text, DateParts(weekdays=days_between(first, last)))
    for match in _MONTH_YEAR.finditer(text):
        month, year = int(match.group(1)), int(match.group(2))
        yield dated(match.start(), match.end(), text, DateParts(year, year, month, month))
    yield from _spans_of_years(text)


def _day_of_month(match: re.Match[str], text: str, year: int, month: int, day: int) -> Iterator[Value]:
    if is_day(year, month, day):
        yield dated(match.start(), match.end(), text, DateParts(year, year, month, month, day))


def _spans_of_years(text: str) -> Iterator[Value]:
    for match in _QUARTER.finditer(text):
        quarter, year = int(match.group(1)), int(match.group(2) or 0)
        yield dated(match.start(), match.end(), text, quarter_parts(quarter, year))
    for match in _SEASON.finditer(text):
        first, last = int(match.group(1)), int(match.group(2))
        if last == (first + 1) % 100:
            yield dated(match.start(), match.end(), text, DateParts(first, first + 1))
    for match in _DECADE.finditer(text):
        year = int(match.group(1))
        yield dated(
            match.start(),
            match.end(),
            text,
            DateParts(year, year + (99 if year % 100 == 0 and year < 2000 else 9)),
        )


def _day_first(text: str, language: str) -> bool | None:
    """Returns whether the text writes the day before the month; None if unclear."""
    for match in _SLASHED.finditer(text):
        first, second = int(match.group(1)), int(match.group(3))
        if first > 12 >= second or second > 12 >= first:
            return first > 12
    return None if language in {"english", ""} else True


def _slashed(match: re.Match[str], day_first: bool | None) -> list[DateParts]:
    first, second, year = int(match.group(1)), int(match.group(3)), int(match.group(4))
    if len(match.group(4)) == 2:
        year += 2000 if year < _CENTURY_SPLIT else 1900
    if match.group(2) == ".":
        day_first = True
    orders = (
        [(first, second)]
        if day_first
        else [(second, first)]
        if day_first is False
        else [(first, second), (second, first)]
    )
    dates = [DateParts(year, year, month, month, day) for day, month in orders if is_day(year, month, day)]
    return list(dict.fromkeys(dates))


def is_day(year: int, month: int, day: int) -> bool:
    """True if the calendar has the day; year 0 stands for any year."""
    return 1 <= month <= 12 and 1 <= day <= monthrange(year or _LEAP_YEAR, month)[1]


def quarter_parts(quarter: int, year: int) -> DateParts:
    return DateParts(year, year, 3 * quarter - 2, 3 * quarter)


def days_between(first: int, last: int) -> tuple[int, ...]:
    return tuple(sorted((first + step) % 7 for step in range((last - first) % 7 + 1)))


def dated(start: int, end: int, text: str, *readings: DateParts) -> Value:
    return Value(kind="date", text=text[start:end], start=start, end=end, dates=readings)
