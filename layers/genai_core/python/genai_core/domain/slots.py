"""Conflicts of slots: what makes a statement wrong however alike the wording is.

A different number, unit, date or name, a negation on one side only, an opposite, a new quantifier. The
evidence is a few neighbouring sentences, so that "absent" means absent where the claim's fact stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from genai_core.domain.polarity import (
    is_negation,
    negated_stems,
    negating_prefixes,
    new_quantifiers,
    opposite_directions,
    opposites,
    softly_denies,
)
from genai_core.domain.quantities import (
    DatePart,
    Quantities,
    Quantity,
    find_quantities,
    is_date_word,
)
from genai_core.domain.words import STOPWORDS, Word, split_words

ConflictKind = Literal["number", "unit", "date", "name", "negation", "opposite", "quantifier"]

WEIGHTS: dict[ConflictKind, float] = {
    "number": 1.0,
    "unit": 1.0,
    "date": 1.0,
    "name": 0.35,
    "negation": 1.5,
    "opposite": 1.0,
    "quantifier": 0.5,
}
"""How much each counts against support. An absent name may be a title or a spelling, so it counts less."""
SAME_SUBJECT = 0.75
"""Share of the longer statement's content words from which two statements speak of the same thing."""
MANDATORY = frozenset[ConflictKind](("number", "unit", "date", "negation", "opposite"))
"""Kinds in which one conflict is enough to contradict."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """One slot in which claim and evidence differ.

    Attributes:
        claim, evidence: The words on either side; `evidence` is what stands there instead, empty where
            nothing does.
    """

    kind: ConflictKind
    claim: str
    evidence: str = ""

    @property
    def weight(self) -> float:
        return WEIGHTS[self.kind]

    @property
    def is_mandatory(self) -> bool:
        return self.kind in MANDATORY


@dataclass(frozen=True, slots=True)
class Facts:
    """The numbers, dates and word stems of a text, read once for many claims.

    Attributes:
        by_value: The numbers by their value, to nine digits.
    """

    quantities: Quantities
    stems: frozenset[str]
    by_value: Mapping[str, tuple[Quantity, ...]]


@lru_cache(maxsize=1024)
def read_facts(text: str) -> Facts:
    """Returns what a claim's numbers, dates and names are looked up in."""
    quantities = find_quantities(text)
    by_value: dict[str, tuple[Quantity, ...]] = {}
    for number in quantities.numbers:
        by_value[number.key] = (*by_value.get(number.key, ()), number)
    return Facts(quantities, frozenset(word.stem for word in split_words(text)), by_value)


def find_conflicts(claim: str, evidence: str, *, known: str = "") -> tuple[Conflict, ...]:
    """Returns the conflicts of a claim with the evidence that it comes nearest to.

    Args:
        evidence: The supporting sentence with its neighbours.
        known: More text whose numbers and names count as given, such as the title or the question.
    """
    said, there = split_words(claim), split_words(evidence)
    return (
        *absent_facts(claim, read_facts(evidence), read_facts(known)),
        *_negation_conflicts(said, there),
        *(Conflict("opposite", one, other) for one, other in opposites(said, there)),
        *(Conflict("opposite", one, other) for one, other in negating_prefixes(said, there)),
        *(Conflict("opposite", one, other) for one, other in opposite_directions(said, there)),
        *(Conflict("quantifier", word) for word in new_quantifiers(said, there)),
    )


def absent_facts(claim: str, *given: Facts) -> tuple[Conflict, ...]:
    """Returns the claim's numbers, units, dates and names that none of `given` has; the first is nearest."""
    dates = [date for facts in given for date in facts.quantities.dates]
    stems = frozenset[str]().union(*(facts.stems for facts in given))
    said = read_facts(claim).quantities
    return (
        *_number_conflicts(said.numbers, given),
        *_date_conflicts(said.dates, dates),
        *_name_conflicts(split_words(claim), claim, stems),
    )


def contradicts(claim: str, statement: str) -> bool:
    """True where two statements speak of the same thing and exclude one another.

    Of the same thing: but for numbers, dates and what denies, nearly all content words of each are in the
    other. "Room 1 holds 20" does not contradict "The lift in room 2 holds 30 people".
    """
    said, there = _subject(claim), _subject(statement)
    if not said or not there or len(said & there) < SAME_SUBJECT * max(len(said), len(there)):
        return False
    conflicts = find_conflicts(claim, statement)
    if any(conflict.kind == "name" for conflict in conflicts):
        return False
    return any(conflict.is_mandatory and conflict.evidence for conflict in conflicts)


@lru_cache(maxsize=1024)
def _subject(text: str) -> frozenset[str]:
    return frozenset(
        word.stem
        for word in split_words(text)
        if word.form.isalpha() and word.is_content and not is_negation(word) and not is_date_word(word.form)
    )


def names(words: tuple[Word, ...], text: str) -> list[Word]:
    """Returns the words that look like names: capitalised inside a sentence, or all capitals."""
    found: list[Word] = []
    for word in words:
        shown = text[word.start : word.end]
        is_capital = shown[:1].isupper() and word.form not in STOPWORDS
        if is_capital and (not _begins_sentence(text, word.start) or (len(shown) > 1 and shown.isupper())):
            found.append(word)
    return found


def _begins_sentence(text: str, start: int) -> bool:
    before = text[:start].rstrip(" \t\"'“‘(*#-•")
    return not before or before[-1] in ".!?:\n"


def _number_conflicts(said: Sequence[Quantity], given: Sequence[Facts]) -> Iterator[Conflict]:
    for number in said:
        if number.is_vague:
            continue
        same = [other for facts in given for other in facts.by_value.get(number.key, ())]
        if same:
            if not any(_units_fit(number, other) for other in same):
                yield Conflict("unit", f"{number.text} {number.unit}", f"{same[0].text} {same[0].unit}")
            continue
        others = [other for facts in given for other in facts.quantities.numbers]
        if not any(number.rounds(other) for other in others):
            yield Conflict("number", number.text, next((o.text for o in others if number.rivals(o)), ""))


def _date_conflicts(said: Sequence[DatePart], given: Sequence[DatePart]) -> Iterator[Conflict]:
    for date in said:
        alike = [other for other in given if other.kind == date.kind]
        if not any(_dates_fit(date, other) for other in alike):
            yield Conflict("date", date.text, alike[0].text if alike else "")


def _units_fit(one: Quantity, other: Quantity) -> bool:
    return one.unit == other.unit or not one.unit or not other.unit


def _dates_fit(one: DatePart, other: DatePart) -> bool:
    if one.number != other.number:
        return False
    return one.day is None or other.day is None or one.day == other.day


def _name_conflicts(said: tuple[Word, ...], claim: str, there: frozenset[str]) -> Iterator[Conflict]:
    for word in names(said, claim):
        if word.stem not in there and not word.form.isdigit() and not is_date_word(word.form):
            yield Conflict("name", word.form)


def _negation_conflicts(said: tuple[Word, ...], there: tuple[Word, ...]) -> Iterator[Conflict]:
    """Yields what one side denies and the other says; at most one conflict each way."""
    claim_scopes, evidence_scopes = negated_stems(said), negated_stems(there)
    claim_content = {word.stem for word in said if word.is_content}
    evidence_content = {word.stem for word in there if word.is_content}
    if claim_scopes and not evidence_scopes and not softly_denies(there):
        yield Conflict("negation", "not " + " ".join(claim_scopes[0]))
    else:
        denied = _denied_alone(claim_scopes, evidence_scopes, evidence_content)
        if denied:
            yield Conflict("negation", "not " + " ".join(denied), denied[0])
    denied = _denied_alone(evidence_scopes, claim_scopes, claim_content)
    if denied and len(denied) > 1 and set(denied) <= claim_content:
        yield Conflict("negation", denied[0], "not " + " ".join(denied))


def _denied_alone(
    scopes: Sequence[tuple[str, ...]], others: Sequence[tuple[str, ...]], content: set[str]
) -> tuple[str, ...]:
    """Returns the first scope whose first word the other side says and does not deny; else empty."""
    denied_there = {root for scope in others for root in scope}
    for scope in scopes:
        if scope and scope[0] in content and not denied_there.intersection(scope):
            return scope
    return ()
