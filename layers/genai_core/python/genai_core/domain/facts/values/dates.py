"""Read dates with names of months and weekdays, in seven languages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date as calendar_date

from genai_core.domain.facts.values.data import table
from genai_core.domain.facts.values.digit_dates import dated, days_between, quarter_parts
from genai_core.domain.facts.values.tokens import Tokens
from genai_core.domain.facts.values.value import DateParts, Value
from genai_core.domain.facts.values.vocabulary import month_numbers, weekday_numbers

_AMBIGUOUS = frozenset(word for word in table("month_words") if word[0] != "+")
"""Month names that are also other words: they need a day, a year or a preposition beside them."""
_NEAR = frozenset(word[1:] for word in table("month_words") if word[0] == "+")
_NOT_ENGLISH = frozenset(("out", "set", "ago", "mag", "gen", "dic", "abr"))
_ENGLISH_VERBS = ("may", "march")
_ON = ("on", "by", "until", "since", "from", "to")
_LINKS = frozenset(("of", "the", "de", "del", "di", "do", "da", ",", ".", "den", "dem", "der"))
_DAY_SUFFIXES = frozenset(("st", "nd", "rd", "th", "er", "º", "°", "o", ".", "e", "ste", "de"))
_RIVER = ("rio", "de")
_RANGE_SIGNS = frozenset(("-", "–", "—", "−"))


def read_named_dates(tokens: Tokens) -> Iterator[Value]:
    """Yields dates with the name of a month or weekday: "Friday, 3 May 2024", "le 3 mai", "May 2024"."""
    index = 0
    while index < len(tokens.all):
        form = tokens.form(index)
        if form in month_numbers() and _is_month(tokens, index):
            last, values = _month_dates(tokens, index)
            yield from values
            index = max(last, index + 1)
        elif form in weekday_numbers():
            last, value = _weekday(tokens, index)
            if value:
                yield value
            index = last
        elif _day_number(tokens, index):
            last, value = _century(tokens, index)
            if value is None:
                last, value = _namedquarter_parts(tokens, index)
            if value:
                yield value
            index = max(last, index + 1)
        else:
            index += 1


def _is_month(tokens: Tokens, index: int) -> bool:
    if tokens.forms(index - 2, 2) == _RIVER:
        return False
    token = tokens.at(index)
    if tokens.words.language == "english" and (token.form in _NOT_ENGLISH or _is_verb(tokens, index)):
        return False
    if len(token.form) > 3 and token.form not in _AMBIGUOUS:
        return True
    if _day_before(tokens, index)[0] or _day_after(tokens, index)[0] or _year_after(tokens, index + 1)[0]:
        return True
    is_named = token.raw[:1].isupper() or tokens.words.language != "english"
    is_near = tokens.form(index - 1) in _NEAR and token.form not in {
        "mar",
        "set",
        "ago",
        "out",
        "gen",
        "fin",
        "mi",
    }
    return is_near and is_named and len(token.form) > 2


def _is_verb(tokens: Tokens, index: int) -> bool:
    """True for "may" in "children under 12 may not enter"."""
    if tokens.at(index).raw not in _ENGLISH_VERBS or _year_after(tokens, index + 1)[0]:
        return False
    _, first = _day_before(tokens, index)
    return tokens.form(first - 1) not in _ON


def _month_dates(tokens: Tokens, index: int) -> tuple[int, list[Value]]:
    """Returns the dates around a month's name: one, or two for "3 to 5 May"."""
    month = month_numbers()[tokens.form(index)]
    day, first = _day_before(tokens, index)
    last = index + 1
    if not day:
        day, last = _day_after(tokens, index)
        first = index
    year, last = _year_after(tokens, last)
    first, weekday = _weekday_before(tokens, first)
    parts = DateParts(year, year, month, month, day, weekday)
    if not day:
        last, parts = _month_range(tokens, last, parts)
    values = [_token_date(tokens, first, last, parts)]
    earlier_day, earlier = _earlier_day(tokens, first, index) if day else (0, first)
    if earlier_day:
        values.insert(
            0, _token_date(tokens, earlier, earlier + 1, parts._replace(day=earlier_day, weekdays=()))
        )
    return last, values


def _month_range(tokens: Tokens, index: int, parts: DateParts) -> tuple[int, DateParts]:
    """Reads the rest of "April to June 2024"."""
    length = 1 if tokens.form(index) in _RANGE_SIGNS else tokens.follows(index, ("range", "end"))[1]
    if tokens.form(index) in tokens.words.words("and") and tokens.form(index - 2) in tokens.words.words(
        "between"
    ):
        length = 1  # "between May and September"
    month = month_numbers().get(tokens.form(index + length)) if length else None
    is_one_year = not parts.first_year
    if (
        month is None
        or not is_one_year
        or month <= parts.first_month
        or _day_after(tokens, index + length)[0]
    ):
        return index, parts
    year, last = _year_after(tokens, index + length + 1)
    first_year = parts.first_year or year
    return last, parts._replace(first_year=first_year, last_year=year, last_month=month)


def _century(tokens: Tokens, index: int) -> tuple[int, Value | None]:
    """Reads "13th century" and "13. Jahrhundert" as its years."""
    number = _day_number(tokens, index)
    position = index + 2 if tokens.form(index + 1) in _DAY_SUFFIXES else index + 1
    if not number or tokens.form(position) not in tokens.words.words("century"):
        return index, None
    years = DateParts(100 * number - 99, 100 * number)
    return position + 1, _token_date(tokens, index, position + 1, years)


def _namedquarter_parts(tokens: Tokens, index: int) -> tuple[int, Value | None]:
    """Reads "fourth quarter of 2023" and "4. Quartal 2023"."""
    number = _day_number(tokens, index)
    position = index + 2 if tokens.form(index + 1) in _DAY_SUFFIXES else index + 1
    if not 1 <= number <= 4 or tokens.form(position) not in tokens.words.words("quarter"):
        return index, None
    year, last = _year_after(tokens, position + 1)
    return last, _token_date(tokens, index, last, quarter_parts(number, year))


def _earlier_day(tokens: Tokens, first: int, month_index: int) -> tuple[int, int]:
    """Returns the 3 of "3 to 5 May", "3-5 May" and "3. bis 5. Mai"."""
    if first == month_index:
        return 0, first
    position = first - 1
    if tokens.form(position) in _RANGE_SIGNS or tokens.precedes(first, ("range", "and"))[0]:
        while position > first - 4 and not tokens.at(position).is_number:
            position -= 1
        day = _day_number(tokens, position)
        return (day, position) if day else (0, first)
    return 0, first


def _day_before(tokens: Tokens, index: int) -> tuple[int, int]:
    position = index - 1
    for _ in range(3):
        if tokens.form(position) in _LINKS or tokens.form(position) in _DAY_SUFFIXES:
            position -= 1
    day = _day_number(tokens, position)
    return (day, position) if day else (0, index)


def _day_after(tokens: Tokens, index: int) -> tuple[int, int]:
    position = index + 2 if tokens.form(index + 1) in {".", "the"} else index + 1
    day = _day_number(tokens, position)
    if not day or tokens.form(position + 1) in {"%", ":"} or tokens.at(position + 1).raw in {"pm", "am"}:
        return 0, index + 1
    is_suffixed = tokens.form(position + 1) in _DAY_SUFFIXES and tokens.touches(position + 1)
    return day, position + 2 if is_suffixed and tokens.form(position + 1) != "." else position + 1


def _day_number(tokens: Tokens, position: int) -> int:
    token = tokens.at(position)
    if token.is_number and token.raw.isdecimal() and len(token.raw) <= 2 and 1 <= int(token.raw) <= 31:
        return int(token.raw)
    ordinal = tokens.words.weights["ordinal"].get(token.form)
    return int(ordinal) if ordinal else 0


def _year_after(tokens: Tokens, index: int) -> tuple[int, int]:
    position = index
    for _ in range(2):
        if tokens.form(position) in _LINKS:
            position += 1
    token = tokens.at(position)
    if token.is_number and token.raw.isdecimal() and len(token.raw) == 4 and 1000 <= int(token.raw) <= 2199:
        return int(token.raw), position + 1
    return 0, index


def _weekday_before(tokens: Tokens, first: int) -> tuple[int, tuple[int, ...]]:
    position = first - 1
    for _ in range(3):
        if tokens.form(position) in _LINKS or tokens.form(position) in {"le", "el", "il", "o", "on"}:
            position -= 1
    day = weekday_numbers().get(tokens.form(position))
    return (position, (day,)) if day is not None else (first, ())


def _weekday(tokens: Tokens, index: int) -> tuple[int, Value | None]:
    """Returns the end of a weekday or range of weekdays, and its value; nothing if its own date follows."""
    first = weekday_numbers()[tokens.form(index)]
    position = index + 1
    while tokens.form(position) in _LINKS or tokens.form(position) in {"le", "el", "il", "o"}:
        position += 1
    if _leads_date(tokens, position):
        return index + 1, None
    length = 1 if tokens.form(index + 1) in _RANGE_SIGNS else tokens.follows(index + 1, ("range", "end"))[1]
    after = index + 1 + length
    while length and tokens.form(after) in {"le", "el", "il", "o", "al", "the"}:
        after += 1
    last = weekday_numbers().get(tokens.form(after)) if length else None
    if last is None or last == first:
        return index + 1, _token_date(tokens, index, index + 1, DateParts(weekdays=(first,)))
    return after + 1, _token_date(tokens, index, after + 1, DateParts(weekdays=days_between(first, last)))


def _leads_date(tokens: Tokens, position: int) -> bool:
    """True if a day with its month, or a month with its day, begins here."""
    form = tokens.form(position)
    if form in month_numbers():
        return _day_after(tokens, position)[0] > 0
    if not _day_number(tokens, position):
        return False
    ahead = position + 1
    for _ in range(3):
        if tokens.form(ahead) in _LINKS or tokens.form(ahead) in _DAY_SUFFIXES:
            ahead += 1
    return tokens.form(ahead) in month_numbers()


def weekday_of(parts: DateParts) -> int | None:
    """Returns the weekday of a full date, 0 for Monday; None if the date is not full or not valid."""
    if not (parts.day and parts.first_month and parts.first_year == parts.last_year and parts.first_year):
        return None
    try:
        return calendar_date(parts.first_year, parts.first_month, parts.day).weekday()
    except ValueError:
        return None


def _token_date(tokens: Tokens, first: int, last: int, *parts: DateParts) -> Value:
    start, end = tokens.at(first).start, tokens.at(last - 1).end
    return dated(start, end, tokens.text, *parts)


def without_year(value: Value) -> Value | None:
    """Returns a date without its year; None if it has no year, or nothing else."""
    if value.kind != "date" or not (value.dates[0].first_year and value.dates[0].first_month):
        return None
    return replace(value, dates=tuple(parts._replace(first_year=0, last_year=0) for parts in value.dates))


def year_alone(value: Value) -> Value | None:
    """Returns a date's year alone; None if it has none."""
    first, last = value.dates[0][:2] if value.dates else (0, 0)
    return replace(value, dates=(DateParts(first, last),)) if first else None
