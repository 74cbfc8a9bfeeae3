"""Conflicts between a claim's values and the evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import inf
from typing import Literal, NamedTuple

from genai_core.domain.facts.values.alignment import Partner, partners
from genai_core.domain.facts.values.binding import owner
from genai_core.domain.facts.values.counted_things import is_part_of_ratio, of_another
from genai_core.domain.facts.values.dates import without_year, year_alone
from genai_core.domain.facts.values.derived import derivation
from genai_core.domain.facts.values.fits import (
    are_comparable,
    is_half_supported,
    is_supported_by,
    roles_exclude,
    same_spelling,
)
from genai_core.domain.facts.values.following import follows, is_of_part
from genai_core.domain.facts.values.listings import counts_listed
from genai_core.domain.facts.values.reading import ValueReading, read_values
from genai_core.domain.facts.values.text_language import language_of
from genai_core.domain.facts.values.tokens import Span
from genai_core.domain.facts.values.value import Interval, Value
from genai_core.domain.text.claims import split_sentences

ValueConflictKind = Literal[
    "number", "unit", "date", "time", "version", "address", "frequency", "binding", "precision", "order"
]
Place = tuple[int, int, int]
_REMEMBERED = 512
_SENTENCES = 1 << 20
_MAX_VALUES = 64
"""Maximum values per claim: a sentence has a few, and a text with thousands is not a sentence."""
_MAX_MATCHES, _MAX_RIVALS = 50, 500


@dataclass(frozen=True, slots=True)
class ValueConflict:
    """One value of a claim that the evidence does not support.

    Attributes:
        claim: The claim's words. evidence: The words in their place; empty if there are none.
    """

    kind: ValueConflictKind
    claim: str
    evidence: str = ""


def value_conflicts(
    claim: str,
    evidence: Sequence[str],
    *,
    language: str = "",
    known: str = "",
    asked: str = "",
    near: Sequence[Place] = (),
) -> tuple[ValueConflict, ...]:
    """Returns the claim's values that the evidence does not support, in the claim's order.

    Args:
        evidence: Whole passages, so that rows and columns are known.
        language: Snowball name of the documents' language; empty to detect it for each text.
        known: Titles, headings: a claim may use their values.
        asked: The question: a claim may use its values where the evidence has no other value instead.
        near: (index of passage, start, end) of the sentences nearest to the claim; their values are the first
            rivals.
    """
    return _compared(claim, tuple(evidence), language, (known, asked), tuple(near))[0]


def agreeing_places(
    claim: str, evidence: Sequence[str], *, known: str = "", asked: str = ""
) -> tuple[Span, ...]:
    """Returns the positions of a claim's values that the evidence has; arguments as in value_conflicts."""
    return _compared(claim, tuple(evidence), "", (known, asked), ())[1]


class _Sources(NamedTuple):
    """The readings of both sides; `near` numbers those of the stated values that are nearest to the claim."""

    claim: ValueReading
    readings: tuple[ValueReading, ...]
    stated: tuple[Value, ...]
    near: frozenset[int]
    texts: tuple[str, ...]


@lru_cache(maxsize=_REMEMBERED)
def _compared(
    claim: str, evidence: tuple[str, ...], language: str, known: tuple[str, str], near: tuple[Place, ...]
) -> tuple[tuple[ValueConflict, ...], tuple[Span, ...]]:
    own = language_of(claim)
    if own and not read_values(claim, own).values:
        return (), ()  # before anything of the evidence is read
    if any(claim.strip() in _sentences(text) for text in evidence):
        return (), ()
    language = language or language_of("\n".join(evidence))
    claim_reading = read_values(claim, own or language)
    readings = tuple(read_values(text, language_of(text) or language) for text in evidence)
    stated = _numbered(readings)
    given, in_question = (read_values(text, language_of(text) or language).values for text in known)
    sources = _Sources(claim_reading, readings, stated, _nearest(readings, stated, near), evidence)
    beside = partners(claim_reading, readings)
    conflicts: list[ValueConflict] = []
    agreeing: list[Span] = []
    for value in claim_reading.values[:_MAX_VALUES]:
        different = _of_value(value, sources, beside.get(value, ()), given, in_question)
        if different and follows(value, claim_reading, readings):
            different = ()
        elif not different and is_of_part(value, claim_reading, readings):
            different = (ValueConflict("binding", value.text, value.text),)
        conflicts += different
        if not different and not value.is_vague:
            agreeing.append((value.start, value.end))
    return tuple(conflicts), tuple(agreeing)


def _of_value(
    value: Value,
    sources: _Sources,
    same_place: Sequence[Partner],
    given: Sequence[Value],
    in_question: Sequence[Value],
) -> Sequence[ValueConflict]:
    """Returns the conflict of one value; none if the evidence supports it."""
    if same_place and not any(is_supported_by(value, partner.value) for partner in same_place):
        other = same_place[0].value
        return (ValueConflict(_kind_beside(value, other, sources.stated), value.text, other.text),)
    if any(partner.is_exact for partner in same_place):
        return ()
    conflict = _conflict(value, sources.claim, sources.stated, sources.near)
    if conflict is None or _follows(value, sources.stated, (*given, *in_question), sources.texts):
        return ()
    return _unless_known(value, given if conflict.evidence else (*given, *in_question), conflict)


def _kind_beside(value: Value, other: Value, stated: Sequence[Value]) -> ValueConflictKind:
    """Returns how a value differs from the one at its position, whose precision alone counts."""
    kind = _kind(value, stated)
    return _kind(value, (other,)) if kind == "precision" else kind


def _follows(value: Value, stated: Sequence[Value], given: Sequence[Value], evidence: Sequence[str]) -> bool:
    """True if several parts of the evidence together state a value."""
    return (
        _is_put_together(value, stated, given)
        or _is_each_time(value, stated)
        or counts_listed(value, evidence, language_of("\n".join(evidence)))
    )


def _unless_known(value: Value, given: Sequence[Value], conflict: ValueConflict) -> Sequence[ValueConflict]:
    return [] if any(is_supported_by(value, other) for other in given) else [conflict]


def _is_put_together(value: Value, stated: Sequence[Value], given: Sequence[Value]) -> bool:
    """True if a date's day and month are in one place and its year in another, such as the title."""
    day, year = without_year(value), year_alone(value)
    if day is None or year is None:
        return False
    has_day = any(
        not other.dates[0].first_year and is_supported_by(day, other) for other in stated if other.dates
    )
    return has_day and any(is_supported_by(year, other) for other in (*stated, *given))


def _is_each_time(value: Value, stated: Sequence[Value]) -> bool:
    """True for "35 euros a month" if, in one sentence, 35 euros are due "every month"."""
    if value.kind != "number" or value.per is None:
        return False
    bare = replace(value, per=None)
    often = {
        other.sentence
        for other in stated
        if other.kind == "frequency" and is_supported_by(_once(value), other)
    }
    amounts = (other for other in stated if other.sentence in often and other.per is None)
    return any(is_supported_by(bare, other) for other in amounts)


def _once(value: Value) -> Value:
    return replace(value, kind="frequency", amounts=(Interval(1.0, 1.0),), unit=None, role="")


@lru_cache(maxsize=_REMEMBERED)
def _sentences(text: str) -> frozenset[str]:
    """Returns the sentences of a passage: a claim that repeats one of them verbatim is supported."""
    return frozenset(span.text for span in split_sentences(text))


@lru_cache(maxsize=_REMEMBERED)
def _numbered(readings: tuple[ValueReading, ...]) -> tuple[Value, ...]:
    """Returns all values of the evidence, numbered so that no two passages share a sentence number."""
    return tuple(
        replace(value, sentence=value.sentence + _SENTENCES * index)
        for index, reading in enumerate(readings)
        for value in reading.values
    )


def _nearest(
    readings: Sequence[ValueReading], stated: Sequence[Value], near: Sequence[Place]
) -> frozenset[int]:
    """Returns the identities of the values in the nearest sentences; of all if none are given."""
    if not near:
        return frozenset(range(len(stated)))
    positions = [(index, value) for index, reading in enumerate(readings) for value in reading.values]
    return frozenset(
        number
        for number, (passage, value) in enumerate(positions)
        if any(passage == index and start <= value.start < end for index, start, end in near)
    )


def _conflict(
    value: Value, claim_reading: ValueReading, stated: Sequence[Value], near: frozenset[int]
) -> ValueConflict | None:
    matches: list[Value] = []
    rivals: list[Value] = []
    for other in stated:
        if is_supported_by(value, other):
            matches.append(other)
        elif are_comparable(value, other):
            rivals.append(other)
    if value.is_vague and not (is_part_of_ratio(value, claim_reading) and not matches):
        return None if matches else _vague_conflict(value, rivals)
    verdict = derivation(value, claim_reading, matches, rivals)
    if verdict is not None:
        return None if verdict else ValueConflict("number", value.text, _words(value, stated, near))
    if not matches or is_half_supported(value, matches):
        return ValueConflict(_kind(value, stated), value.text, _words(value, stated, near))
    other = of_another(value, matches[:_MAX_MATCHES], rivals[:_MAX_RIVALS])
    if other is not None:
        return ValueConflict("binding", value.text, other.text)
    stronger = owner(value, matches[:_MAX_MATCHES], rivals[:_MAX_RIVALS])
    return ValueConflict("binding", value.text, stronger.text) if stronger else None


def _vague_conflict(value: Value, rivals: Sequence[Value]) -> ValueConflict | None:
    """Returns a conflict of "the second floor" with "the third floor"; none for "a second opinion"."""
    rival = next((other for other in rivals if _is_same_thing(value, other)), None)
    return ValueConflict(_kind(value, rivals), value.text, rival.text) if rival else None


def _is_same_thing(value: Value, other: Value) -> bool:
    if value.kind == "frequency":
        return not value.context.isdisjoint(other.context)
    if value.kind == "address":
        return _without_digits(value.digits) == _without_digits(other.digits)
    return bool(value.noun) and other.noun == value.noun


def _without_digits(code: str) -> str:
    return "".join(character for character in code if not character.isdecimal())


def _kind(value: Value, stated: Sequence[Value]) -> ValueConflictKind:
    if value.kind == "ratio":
        return "order"
    if value.kind != "number":
        return value.kind
    if any(
        is_supported_by(replace(value, role=""), other) for other in stated if roles_exclude(value, other)
    ):
        return "order"
    same = [other for other in stated if other.kind == "number" and same_spelling(value, other)]
    if any(other.unit != value.unit for other in same):
        return "unit"
    if any(other.per != value.per for other in same):
        return "frequency"
    is_same = any(_named(value) == _named(other) for other in same)
    return "precision" if is_same else "number"


def _named(value: Value) -> float:
    """Returns the amount that a value states, without its bound."""
    low, high = value.amounts[0][:2]
    return high if low == -inf else low if high == inf else (low + high) / 2


def _words(value: Value, stated: Sequence[Value], near: frozenset[int]) -> str:
    """Returns the words of the likeliest rival: it shares words with the claim, or is nearest."""
    rivals = [
        (len(value.context & other.context) + (number in near), other)
        for number, other in enumerate(stated)
        if are_comparable(value, other)
    ]
    shared, rival = max(rivals, key=lambda pair: pair[0], default=(0, None))
    return rival.text if rival and shared else ""
