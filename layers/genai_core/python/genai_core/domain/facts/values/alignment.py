"""Find values at the same position of nearly the same sentence.

If a claim repeats a sentence word for word except for a value, it changed that value: the two values must
agree, whatever else the passage says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from genai_core.domain.facts.values.reading import ValueReading
from genai_core.domain.facts.values.value import Value
from genai_core.domain.text.claims import split_sentences

_WORD = re.compile(r"\w+")
_PLACE = "#"
_ALIKE = 0.9
_SHARED = 0.75
_REMEMBERED = 2048
_MAX_VALUES, _MAX_CHARS, _MAX_SENTENCES = 64, 1200, 16


@dataclass(frozen=True, slots=True, eq=False)
class Skeleton:
    """A sentence as words; each "#" stands for the next of `values`."""

    words: tuple[str, ...]
    distinct: frozenset[str]
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Partner:
    """The value at the same position; `is_exact` if all other words are the same too."""

    value: Value
    is_exact: bool


@lru_cache(maxsize=_REMEMBERED)
def skeletons(reading: ValueReading) -> tuple[Skeleton, ...]:
    """Returns the sentences of a text that have values, with "#" in place of each value."""
    skeletons_found: list[Skeleton] = []
    for span in split_sentences(reading.text) if reading.values else ():
        inside = tuple(value for value in reading.values if span.start <= value.start < span.end)
        if inside and len(inside) <= _MAX_VALUES and len(span.text) <= _MAX_CHARS:
            words = tuple(_words(reading.text, span.start, span.end, inside))
            skeletons_found.append(Skeleton(words, frozenset(words), inside))
    return tuple(skeletons_found)


def _words(text: str, start: int, end: int, values: Sequence[Value]) -> Iterator[str]:
    position = start
    for value in values:
        yield from _WORD.findall(text, position, value.start)
        yield _PLACE
        position = max(position, value.end)
    yield from _WORD.findall(text, position, end)


def partners(
    claim_reading: ValueReading, readings: Sequence[ValueReading]
) -> Mapping[Value, tuple[Partner, ...]]:
    """Returns for each of a claim's values the value at the same position in the most similar sentences."""
    partners_by_value: dict[Value, tuple[Partner, ...]] = {}
    for own in skeletons(claim_reading)[:_MAX_SENTENCES]:
        best, matched = _ALIKE, list[Skeleton]()
        for other in (skeleton for reading in readings for skeleton in skeletons(reading)):
            likeness = _likeness(own, other, best)
            if likeness >= best:
                matched = [other] if likeness > best else [*matched, other]
                best = likeness
        for other in matched:
            for value, partner in zip(own.values, other.values, strict=True):
                partners_by_value[value] = (
                    *partners_by_value.get(value, ()),
                    Partner(partner, own.words == other.words),
                )
    return partners_by_value


def _likeness(own: Skeleton, other: Skeleton, wanted: float) -> float:
    """Returns the similarity of two sentences with equally many values; 0 if a name or number differs."""
    if own.words == other.words:
        return 1.0
    if len(own.values) != len(other.values):
        return 0.0
    if len(own.distinct & other.distinct) < _SHARED * max(len(own.distinct), len(other.distinct)):
        return 0.0
    if any(not word.islower() and word != _PLACE for word in own.distinct ^ other.distinct):
        return 0.0
    matcher = SequenceMatcher(None, own.words, other.words, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= wanted else 0.0
