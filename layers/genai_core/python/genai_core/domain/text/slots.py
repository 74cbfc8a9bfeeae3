"""Conflicts of slots: what makes a statement wrong however alike the wording is.

A different number, unit, date or name, a negation on one side only, an opposite, a new quantifier. The
evidence is a few neighbouring sentences, so that "absent" means absent where the claim's fact stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from genai_core.domain.text.polarity import (
    negating_prefixes,
    new_quantifiers,
    opposite_directions,
    opposites,
)
from genai_core.domain.text.quantities import (
    DatePart,
    Quantities,
    Quantity,
    find_quantities,
    is_date_word,
)
from genai_core.domain.text.statements import REMEMBERED, Statement, names, read_statement, subject
from genai_core.domain.text.words import split_words

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
    """The numbers, dates and word stems of some sentences, read once for many claims.

    Attributes:
        stems: Sentence by sentence.
        by_value: The numbers by their value, to nine digits.
    """

    quantities: Quantities
    stems: tuple[frozenset[str], ...]
    by_value: Mapping[str, tuple[Quantity, ...]]


@lru_cache(maxsize=REMEMBERED)
def read_facts(*sentences: str) -> Facts:
    """Returns what a claim's numbers, dates and names are looked up in."""
    quantities = find_quantities(*sentences)
    by_value: dict[str, tuple[Quantity, ...]] = {}
    for number in quantities.numbers:
        by_value[number.key] = (*by_value.get(number.key, ()), number)
    return Facts(quantities, tuple(map(_stems, sentences)), by_value)


@lru_cache(maxsize=REMEMBERED)
def _stems(sentence: str) -> frozenset[str]:
    return frozenset(word.stem for word in split_words(sentence))


def find_conflicts(claim: str, *evidence: str, known: str = "") -> tuple[Conflict, ...]:
    """Returns the conflicts of a claim with the evidence that it comes nearest to.

    Args:
        evidence: The supporting sentence with its neighbours, in their order.
        known: More text whose numbers and names count as given, such as the title or the question.
    """
    said, there = read_statement(claim), read_statement(*evidence)
    return (
        *absent_facts(claim, read_facts(*evidence), read_facts(known)),
        *_negation_conflicts(said, there),
        *(Conflict("opposite", one, other) for one, other in opposites(said.by_stem, there.by_stem)),
        *(Conflict("opposite", one, other) for one, other in negating_prefixes(said.forms, there.forms)),
        *(
            Conflict("opposite", one, other)
            for one, other in opposite_directions(said.directions, there.directions)
        ),
        *(Conflict("quantifier", word) for word in new_quantifiers(said.quantifiers, there.quantifiers)),
    )


def absent_facts(claim: str, *given: Facts) -> tuple[Conflict, ...]:
    """Returns the claim's numbers, units, dates and names that none of `given` has; the first is nearest."""
    said = read_facts(claim).quantities
    return (
        *_number_conflicts(said.numbers, given),
        *_date_conflicts(said.dates, given),
        *_name_conflicts(claim, given),
    )


def contradicts(claim: str, statement: str) -> bool:
    """True where two statements speak of the same thing and exclude one another.

    Of the same thing: but for numbers, dates and what denies, nearly all content words of each are in the
    other. "Room 1 holds 20" does not contradict "The lift in room 2 holds 30 people".
    """
    said, there = subject(claim), subject(statement)
    if not said or not there or len(said & there) < SAME_SUBJECT * max(len(said), len(there)):
        return False
    conflicts = find_conflicts(claim, statement)
    if any(conflict.kind == "name" for conflict in conflicts):
        return False
    return any(conflict.is_mandatory and conflict.evidence for conflict in conflicts)


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


def _date_conflicts(said: Sequence[DatePart], given: Sequence[Facts]) -> Iterator[Conflict]:
    for date in said:
        dates = (other for facts in given for other in facts.quantities.dates)
        alike = [other for other in dates if other.kind == date.kind]
        if not any(_dates_fit(date, other) for other in alike):
            yield Conflict("date", date.text, alike[0].text if alike else "")


def _units_fit(one: Quantity, other: Quantity) -> bool:
    return one.unit == other.unit or not one.unit or not other.unit


def _dates_fit(one: DatePart, other: DatePart) -> bool:
    if one.number != other.number:
        return False
    return one.day is None or other.day is None or one.day == other.day


def _name_conflicts(claim: str, given: Sequence[Facts]) -> Iterator[Conflict]:
    for word in names(claim):
        is_there = any(word.stem in stems for facts in given for stems in facts.stems)
        if not is_there and not word.form.isdigit() and not is_date_word(word.form):
            yield Conflict("name", word.form)


def _negation_conflicts(said: Statement, there: Statement) -> Iterator[Conflict]:
    """Yields what one side denies and the other says; at most one conflict each way."""
    if said.denied and not there.denied and not there.denies_softly:
        yield Conflict("negation", "not " + " ".join(said.denied[0]))
    else:
        denied = _denied_alone(said.denied, there.denied, there.content)
        if denied:
            yield Conflict("negation", "not " + " ".join(denied), denied[0])
    denied = _denied_alone(there.denied, said.denied, said.content)
    if denied and len(denied) > 1 and said.content.issuperset(denied):
        yield Conflict("negation", denied[0], "not " + " ".join(denied))


def _denied_alone(
    scopes: Sequence[tuple[str, ...]], others: Sequence[tuple[str, ...]], content: frozenset[str]
) -> tuple[str, ...]:
    """Returns the first scope whose first word the other side says and does not deny; else empty."""
    denied_there = {root for scope in others for root in scope}
    for scope in scopes:
        if scope and scope[0] in content and not denied_there.intersection(scope):
            return scope
    return ()
