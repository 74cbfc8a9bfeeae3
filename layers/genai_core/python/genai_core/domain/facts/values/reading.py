"""Read all values of a text: numbers, dates, times, versions, addresses and frequencies.

`read_values(text, language)` gives a `ValueReading`; `domain.facts.values.conflicts.value_conflicts` compares
a claim's values with those of whole passages. Both are pure and cached, so a passage is read once for all
claims. Languages: English, German, French, Spanish, Italian, Portuguese, Dutch; texts in other languages give
no values.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from genai_core.domain.facts.values.amounts import read_amounts
from genai_core.domain.facts.values.before_numbers import role_before
from genai_core.domain.facts.values.codes import (
    read_addresses,
    read_numbered_names,
    read_offsets,
    read_part_numbers,
    read_phones,
    read_ratios,
    read_versions,
)
from genai_core.domain.facts.values.contexts import with_contexts
from genai_core.domain.facts.values.dates import read_named_dates
from genai_core.domain.facts.values.digit_dates import read_digit_dates
from genai_core.domain.facts.values.frequencies import read_frequencies
from genai_core.domain.facts.values.layout import read_pieces
from genai_core.domain.facts.values.named_limits import with_named_limits
from genai_core.domain.facts.values.taken import TakenSpans
from genai_core.domain.facts.values.text_language import can_read, language_of
from genai_core.domain.facts.values.times import read_spoken_times, read_times
from genai_core.domain.facts.values.tokens import Tokens, read_tokens
from genai_core.domain.facts.values.value import Role, Value
from genai_core.domain.facts.values.vocabulary import (
    READ_LANGUAGES,
    month_numbers,
    unit_names,
    unit_symbols,
    vocabulary,
    weekday_numbers,
)
from genai_core.domain.text.words import fold

_REMEMBERED = 2048
_ROLE_OF_VERB: dict[str, Role] = {"closed": "end", "opening": "start", "closing": "end"}
_AT_OR_TO = frozenset(("a", "al", "alle", "ai", "as", "au", "aux"))
"""Words before a time that mean "at" as well as "to", but not after these."""
_UNTIL = frozenset(("jusqu'", "jusque", "fino", "ate", "hasta"))
_TURNED: dict[Role, Role] = {"start": "end", "end": "start"}
_TIME_PARTS = frozenset((":", "am", "pm", "h", "uhr"))
_SENTENCE_ENDS = frozenset(".!?;|\n")
_MAX_BEFORE = 12
"""Maximum tokens between a date or time and the verb that governs it."""
_SENSES = (
    "sum",
    "about",
    "exactly",
    "minus",
    "at_least",
    "at_most",
    "times",
    "once",
    "twice",
    "thrice",
    "daily",
    "hourly",
    "weekly",
    "fortnightly",
    "monthly",
    "quarterly",
    "half_yearly",
    "yearly",
    "noon",
    "midnight",
    "oclock",
)
"""Kinds of words that qualify a value; they are compared with the value itself."""
_NAME = "marco"
"""The Portuguese month without its cedilla."""
_ITEM_NUMBER = re.compile(
    r"^[ \t]*\d{1,3}[.)](?=[ \t]|$)(?! (?:Jan|Feb|M[äa]r|Apr|Ma[iy]|Jun|Jul|Aug|Sep|O[ck]t|Nov|De[zc]))"
    r"|^[ \t]*\([1-9]\d?\)|\[[1-9]\d?\](?!\d)",
    re.M,
)
"""Numbers of list items and notes, which count nothing."""


@dataclass(frozen=True, slots=True, eq=False)
class ValueReading:
    """The values of one text in order.

    Attributes:
        language: The language it was read in; empty if unknown, and separators then keep both readings.
        readable: False if the text is in a script or language whose values cannot be compared.
    """

    text: str
    language: str
    readable: bool
    values: tuple[Value, ...]


@lru_cache(maxsize=_REMEMBERED)
def read_values(text: str, language: str = "") -> ValueReading:
    """Returns the values of a text.

    Args:
        language: Snowball name of the document's language; empty to detect it from the text.
    """
    language = language if language in READ_LANGUAGES else language_of(text)
    if not can_read(text):
        return ValueReading(text, language, False, ())
    values: list[Value] = []
    taken = TakenSpans(match.span() for match in _ITEM_NUMBER.finditer(text))
    for read in (
        read_addresses(text),
        read_digit_dates(text, language),
        read_phones(text, language),
        read_ratios(text, language),
        read_offsets(text),
        read_times(text, language),
        read_versions(text, language),
        read_part_numbers(text, frozenset(unit_symbols())),
        read_numbered_names(text, language),
    ):
        values += taken.admit(read)
    tokens = read_tokens(text, language)
    values += _spoken(tokens, language, taken)
    values = _with_roles(sorted(values, key=lambda value: value.start), tokens)
    values = with_contexts(text, language, list(with_named_limits(text, values)), read_pieces(text))
    return ValueReading(text, language, True, tuple(values))


def _spoken(whole: Tokens, language: str, taken: TakenSpans) -> list[Value]:
    """Reads values that are found word by word, each kind in the words that the earlier kinds left."""
    values: list[Value] = []
    tokens = whole.without(taken.spans)
    for reader in (read_named_dates, read_spoken_times):
        admitted = taken.admit(reader(tokens))
        values += admitted
        tokens = whole.without(taken.spans) if admitted else tokens
    values += taken.admit(read_frequencies(tokens, language))
    tokens = whole.without(taken.spans)
    return values + taken.admit(read_amounts(tokens, language))


def _with_roles(values: list[Value], tokens: Tokens) -> list[Value]:
    """Returns the values with the role that "before", "from" or "until" gives to a date or time."""
    index_of = {token.start: index for index, token in enumerate(tokens.all)}
    return [
        replace(value, role=_role_of_time(value, tokens, index_of[value.start]))
        if value.kind in {"date", "time"} and value.start in index_of
        else value
        for value in values
    ]


def _role_of_time(value: Value, tokens: Tokens, index: int) -> Role:
    """Returns the role of a date or time; it is not an amount of change ("em 30 de junho").

    What "closes at 18:00" is open until then, and what is "closed from May" was open until May.
    """
    role = role_before(tokens, index)
    verb = _governing_verb(tokens, index) if _is_moment(value) else ""
    is_range = _range_start(tokens, index) < index
    is_at = tokens.form(index - 1) in _AT_OR_TO and tokens.form(index - 2) not in _UNTIL and not is_range
    if is_at and _is_day_of_week(value):
        return ""  # "às quartas-feiras"
    if role in ("", "delta") or (verb and is_at):
        return _ROLE_OF_VERB.get(verb, "" if role == "delta" else role)
    return _TURNED.get(role, role) if verb == "closed" else role


def _is_moment(value: Value) -> bool:
    """True for times and dates; a weekday or a month is a period, not a moment."""
    return value.kind == "time" or any(parts.day or parts.first_year for parts in value.dates)


def _is_day_of_week(value: Value) -> bool:
    return any(parts.weekdays and not parts.first_month for parts in value.dates)


def _governing_verb(tokens: Tokens, index: int) -> str:
    """Returns the role of the nearest verb of opening or closing before a time, with no number between.

    The first number of a range does not count: in "closed from 4 to 18 May", both days have one verb.
    """
    for position in range(_range_start(tokens, index) - 1, max(-1, index - 1 - _MAX_BEFORE), -1):
        form = tokens.form(position)
        if form in _SENTENCE_ENDS or tokens.at(position).is_number:
            break
        marker = next((name for name in _ROLE_OF_VERB if form in tokens.words.words(name)), "")
        if marker:
            return marker
    return ""


def _range_start(tokens: Tokens, index: int) -> int:
    """Returns the position of the first number of the range that ends here; `index` if none does."""
    length = tokens.precedes(index, ("range",))[1]
    position = index - length
    while length and (tokens.at(position - 1).is_number or tokens.form(position - 1) in _TIME_PARTS):
        position -= 1
    return position if position < index - length else index


@lru_cache(maxsize=1)
def _value_words() -> frozenset[str]:
    words: set[str] = set()
    for language in READ_LANGUAGES:
        listed: Iterable[tuple[str, ...]] = vocabulary(language).numbers
        words.update(phrase[0] for phrase in listed if len(phrase) == 1)
        words.update(*(weights for weights in vocabulary(language).weights.values()))
        words.update(*(vocabulary(language).words(key) for key in _SENSES))
    words.update(phrase[0] for phrase in unit_names() if len(phrase) == 1)
    return frozenset(words.union(month_numbers(), weekday_numbers(), ("março",)) - {_NAME})


def is_unbounded(text: str) -> bool:
    """True for a value without "up to", "at least" or the like."""
    return all(not value.qualifier for value in read_values(text).values)


def is_value_word(form: str) -> bool:
    """True for number words, units, months, weekdays, and qualifiers such as "about"."""
    return form in _value_words() or (not form.isascii() and fold(form) in _value_words())


@lru_cache(maxsize=1)
def _bounding_words() -> frozenset[str]:
    languages = map(vocabulary, READ_LANGUAGES)
    return frozenset[str]().union(*(words.words("more") | words.words("less") for words in languages))


def is_bounding(form: str) -> bool:
    """True for words that say that an amount is exceeded, such as "exceeds"."""
    return fold(form) in _bounding_words()


def is_value_form(form: str, *, is_capital: bool = False) -> bool:
    """True for words that values are written with, and for words that begin with a digit.

    Of capitalised words only months and days count: "Max" is a name.
    """
    if form[:1].isdecimal():
        return True
    is_day = form in month_numbers() or form in weekday_numbers()
    return is_value_word(form) and (not is_capital or is_day)


__all__ = [
    "Value",
    "ValueReading",
    "can_read",
    "is_bounding",
    "is_unbounded",
    "is_value_form",
    "is_value_word",
    "read_values",
]
