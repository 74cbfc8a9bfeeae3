"""Check claims that compare two things whose amounts the evidence states: "Juice keeps longer than perry"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from genai_core.domain.facts.values.derived import cues_of
from genai_core.domain.facts.values.reading import ValueReading, read_values
from genai_core.domain.facts.values.reckoning import shared, words_of
from genai_core.domain.facts.values.text_language import language_of
from genai_core.domain.facts.values.value import Value, same_amount
from genai_core.domain.facts.values.vocabulary import vocabulary
from genai_core.domain.text.words import fold

_THAN = re.compile(r"\b(?:than|als|que|di|del|della|dello|do que|dan)\b", re.IGNORECASE)
_DENIAL = re.compile(
    r"\b(?:not|no|never|nicht|kein\w*|ne|pas|non|n[aã]o|niet|geen)\b|n['’]t\b", re.IGNORECASE
)


@lru_cache(maxsize=512)
def compares_rightly(claim: str, sentence: str, language: str) -> bool | None:
    """Returns whether a sentence's amounts are in the claimed order; None if that cannot be told.

    Args:
        language: Snowball name of the claim's language.
    """
    reading = read_values(claim, language)
    cues = cues_of(reading)
    parts = _THAN.split(claim, maxsplit=1)
    if "difference" not in cues or len(parts) != 2 or reading.values or _DENIAL.search(claim):
        return None
    first, second = (words_of(part, language) for part in parts)
    source = read_values(sentence, language_of(sentence) or language)
    for one, other in _rivals(source):
        places = [_named(one, other, first, second, source), _named(other, one, first, second, source)]
        if places in ([1, 2], [2, 1]) and not same_amount(_amount(one), _amount(other)):
            subject, rest = (one, other) if places == [1, 2] else (other, one)
            return (_amount(subject) < _amount(rest)) == ("lesser" in cues)
    return None


def is_comparing(form: str, language: str) -> bool:
    """True for words such as "longer" and "cheaper"."""
    return fold(form) in vocabulary(language).words("difference")


def _rivals(source: ValueReading) -> Iterator[tuple[Value, Value]]:
    """Yields two exact amounts of one dimension that follow each other, if the text has no third of it."""
    amounts = [value for value in source.values if _is_exact(value)]
    for one, second in pairwise(amounts):
        is_bare = second.unit is None and not second.noun  # "carries 45 people, the blue boat 62"
        other = replace(second, unit=one.unit) if is_bare else second
        alike = [value for value in amounts if _dimension(value) == _dimension(one)]
        is_only = all(value.start in (one.start, other.start) for value in alike)
        if is_only and _dimension(one) == _dimension(other) and one.per == other.per:
            yield one, other


def _is_exact(value: Value) -> bool:
    is_number = value.kind == "number" and not (value.is_year or value.is_vague or value.is_ordinal)
    return is_number and bool(value.amounts) and value.amounts[0].is_point


def _dimension(value: Value) -> str:
    return value.unit.dimension if value.unit else ""


def _named(
    value: Value, other: Value, first: frozenset[str], second: frozenset[str], source: ValueReading
) -> int:
    """Returns 1 if the claim's first part names what a value belongs to, 2 if the second does, else 0."""
    own = _before(value, other, source) - _before(other, value, source)
    is_first, is_second = bool(shared(own, first - second)), bool(shared(own, second - first))
    return 2 if is_second else int(is_first)  # the first part also has the verb


def _before(value: Value, other: Value, source: ValueReading) -> frozenset[str]:
    """Returns the words before a value, from the other one on, without the noun that it counts."""
    start = other.end if other.end <= value.start else 0
    words = words_of(source.text[start : value.start], source.language)
    return words - words_of(f"{value.noun} {other.noun}", source.language)


def _amount(value: Value) -> float:
    return value.amounts[0].low * (value.unit.factor if value.unit else 1.0)
