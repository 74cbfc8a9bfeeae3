"""Reckon years from others: "dug in 1962. The orchard was planted three years later" is 1965."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from genai_core.domain.facts.values.reading import ValueReading
from genai_core.domain.facts.values.reckoning import joints, sentence_around, shared, words_of
from genai_core.domain.facts.values.tokens import Span, Tokens, read_tokens
from genai_core.domain.facts.values.value import Value

_YEAR = ("calendar", 12.0)
_MAX_BACK = 2
"""Sentences between a year and the one that counts from it."""
_FIRST_WORDS = 8
_SIGNS = {"later": 1, "earlier": -1, "after": -1, "before": 1}
""" "Two years after the purchase" is the year of the purchase plus two, and the purchase is what is asked."""


class _Count(NamedTuple):
    """How many years something was later, earlier, before or after, with its positions in the text."""

    start: int
    end: int
    key: str
    years: int


class _Event(NamedTuple):
    """Something that happened some years from a stated year.

    Attributes:
        year: When it happened. span: The words that tell it.
        anchor: The sentence or clause of the stated year.
        is_apart: It has a sentence of its own with its own subject.
    """

    year: int
    span: Span
    anchor: Span
    is_apart: bool


def follows_as_year(value: Value, claim: ValueReading, evidence: ValueReading) -> bool:
    """True if a year of the claim is that of the event which the claim tells, counted from another year."""
    year = year_of(value)
    if year is None:
        return False
    told = words_of(claim.text, claim.language)
    return any(event.year == year and _tells(told, event, evidence) for event in _events(evidence))


def year_of(value: Value) -> int | None:
    """Returns the year of a value that is nothing but a year; None for others."""
    if value.kind == "date":
        parts = value.dates[0]
        return parts.first_year if parts.is_years_alone and parts.first_year == parts.last_year else None
    is_point = value.kind == "number" and value.is_year and bool(value.amounts) and value.amounts[0].is_point
    return int(value.amounts[0].low) if is_point else None


def _tells(told: frozenset[str], event: _Event, evidence: ValueReading) -> bool:
    """True if the claim's words are those of the event rather than of what happened in the stated year."""
    own = words_of(evidence.text[slice(*event.span)], evidence.language)
    other = words_of(evidence.text[slice(*event.anchor)], evidence.language)
    of_event, of_other = shared(told, own), shared(told, other)
    if not of_event - of_other:
        return False
    return not (event.is_apart and of_other - of_event)


@lru_cache(maxsize=512)
def _events(evidence: ValueReading) -> tuple[_Event, ...]:
    years = [value for value in evidence.values if year_of(value) is not None]
    if not years:
        return ()
    events: list[_Event] = []
    tokens = read_tokens(evidence.text, evidence.language)
    for count in _counts(evidence, tokens):
        anchor = next((value for value in reversed(years) if value.end <= count.start), None)
        if anchor is not None and _sentences_between(evidence.text, anchor.end, count.start) <= _MAX_BACK:
            events.append(_counted(count, anchor, evidence, tokens))
    return tuple(events)


def _counts(evidence: ValueReading, tokens: Tokens) -> Iterator[_Count]:
    for value in evidence.values:
        years = _count_of_years(value)
        if years:
            index = next((at for at, token in enumerate(tokens.all) if token.start >= value.end), -1)
            key, length = tokens.follows(index, tuple(_SIGNS))
            if key:
                yield _Count(value.start, tokens.at(index + length - 1).end, key, years)
    for index, token in enumerate(tokens.all):
        key, length = tokens.follows(index, ("next_year", "year_before"))
        if key:
            named = "later" if key == "next_year" else "earlier"
            yield _Count(token.start, tokens.at(index + length - 1).end, named, 1)


def _count_of_years(value: Value) -> int:
    is_exact = value.kind == "number" and value.unit == _YEAR and not value.qualifier and value.per is None
    return int(value.amounts[0].low) if is_exact and value.amounts[0].is_point else 0


def _counted(count: _Count, anchor: Value, evidence: ValueReading, tokens: Tokens) -> _Event:
    """Returns the event that happened some years from the last year before the count."""
    text, year = evidence.text, year_of(anchor) or 0
    sentence = sentence_around(text, count.start, count.start)
    around = sentence_around(text, anchor.start, anchor.end)
    stop = next((at for at, _ in joints(text, count.end, sentence[1])), sentence[1])
    names_other = bool(words_of(text[count.end : stop], evidence.language))
    later = year + _SIGNS[count.key] * count.years
    if count.key in ("after", "before") and names_other:
        if not text[sentence[0] : count.start].strip():
            # "Two years after the purchase, the orchard was planted"
            return _Event(2 * year - later, (stop, sentence[1]), around, is_apart=True)
        place = (sentence[0], count.start) if sentence[0] <= anchor.start else around
        return _Event(later, (count.end, stop), place, is_apart=False)
    if count.key in ("after", "before"):
        later = 2 * year - later  # "two years after" at the end of a clause is "two years later"
    if sentence[0] > anchor.start:
        return _Event(later, sentence, around, is_apart=not _has_pronoun(sentence, tokens))
    start = max((after for _, after in joints(text, anchor.end, count.start)), default=anchor.end)
    return _Event(later, (start, sentence[1]), (around[0], start), is_apart=False)


def _has_pronoun(sentence: Span, tokens: Tokens) -> bool:
    """True if the first words of a sentence refer back: "Five years later it was sold"."""
    forms = [token.form for token in tokens.all if sentence[0] <= token.start < sentence[1]]
    return not tokens.words.words("it").isdisjoint(forms[:_FIRST_WORDS])


def _sentences_between(text: str, start: int, end: int) -> int:
    count = 0
    while start < end:
        _, stop = sentence_around(text, start, start)
        if stop >= end:
            return count
        count, start = count + 1, stop + 1
    return count
