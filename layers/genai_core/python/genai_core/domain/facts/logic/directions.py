"""Find conflicts of direction: what goes to a place in the claim and comes from it in the evidence.

Also of sides: who votes for something in the claim and against it in the evidence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from genai_core.domain.facts.conflict import Conflict
from genai_core.domain.facts.logic.clauses import Clause, Item
from genai_core.domain.facts.logic.concepts import keys_of_any
from genai_core.domain.facts.logic.data import lines_of
from genai_core.domain.facts.logic.statements import Pair

_SIDES = "sides"
_TAKING_SIDES = ("vote", "argue", "decide", "campaign", "speak", "testify", "protest", "demonstrate", "rule")
"""Verbs with which "for" excludes "against": a vaccine may be for or against an illness."""


def direction_conflicts(pair: Pair) -> Iterator[Conflict]:
    """Yields a word that the evidence has after the opposite preposition, if all other words are the same."""
    language = pair.claim.language
    if language != pair.evidence.language or not all(map(pair.match, pair.claim_clause.items)):
        return
    opposed = _opposed(language, takes_sides=_takes_sides(pair.claim_clause))
    for item in pair.claim_clause.items:
        wanted = opposed.get(item.role)
        same = _same_items(item, pair.evidence_clause) if wanted and item.is_head else []
        if same and not item.is_value and all(other.role in wanted for other in same if wanted):
            yield Conflict("role", f"{item.role} {item.form}", f"{same[0].role} {same[0].form}")
            return


def _same_items(item: Item, clause: Clause) -> list[Item]:
    return [other for other in clause.items if not other.keys.isdisjoint(item.keys)]


def _takes_sides(clause: Clause) -> bool:
    return any(not item.keys.isdisjoint(_verbs()) for item in clause.items)


@cache
def _verbs() -> frozenset[str]:
    return keys_of_any(_TAKING_SIDES)


@cache
def _opposed(language: str, *, takes_sides: bool) -> Mapping[str, frozenset[str]]:
    """Returns for each preposition those that exclude it."""
    table: dict[str, frozenset[str]] = {}
    for line in lines_of("directions"):
        name, kind, first, second = (cell.strip() for cell in line.split(":"))
        if name != language or (kind == _SIDES and not takes_sides):
            continue
        left, right = (frozenset(word.strip() for word in cell.split(",")) for cell in (first, second))
        table |= {word: table.get(word, frozenset()) | right for word in left}
        table |= {word: table.get(word, frozenset()) | left for word in right}
    return table
