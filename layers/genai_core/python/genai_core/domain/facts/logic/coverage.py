"""Which words of a claim the evidence has: the word itself, another word for it, or its opposite."""

from __future__ import annotations

from collections.abc import Sequence

from genai_core.domain.facts.logic.clauses import Item
from genai_core.domain.facts.logic.concepts import opposites_of, unprefixed
from genai_core.domain.facts.logic.statements import Statement


def uncovered(claim: Statement, evidence: Sequence[Statement]) -> list[Item]:
    """Returns the claim's content words that none of the evidence has, in order."""
    keys = frozenset(key for statement in evidence for key in statement.keys | _permitted(statement))
    prefixed = frozenset(
        stem
        for statement in evidence
        for clause in statement.clauses
        for item in clause.items
        for stem in unprefixed(item.form, statement.language)
    )
    items = (item for clause in claim.clauses for item in clause.items)
    return [item for item in items if not _is_covered(item, keys, prefixed, claim.language)]


def _is_covered(item: Item, keys: frozenset[str], prefixed: frozenset[str], language: str) -> bool:
    if not item.keys.isdisjoint(keys) or not item.keys.isdisjoint(prefixed):
        return True
    if any(opposite.key in keys for opposite in opposites_of(item.keys)):
        return True
    return not keys.isdisjoint(unprefixed(item.form, language))


def _permitted(statement: Statement) -> frozenset[str]:
    """Returns the keys of "allowed" where something may be done."""
    return frozenset(key for clause in statement.clauses for item in clause.permits for key in item.keys)
