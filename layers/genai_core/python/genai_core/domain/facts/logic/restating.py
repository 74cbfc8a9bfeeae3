"""Check whether a claim says exactly what a sentence says, in another order or reversed twice.

If no fact conflicts then, both are the same statement, whatever a similarity score or a model says.
"""

from __future__ import annotations

from genai_core.domain.facts.logic.clauses import Item
from genai_core.domain.facts.logic.concepts import opposites_of, unprefixed
from genai_core.domain.facts.logic.coverage import is_light
from genai_core.domain.facts.logic.statements import Statement, read_statement
from genai_core.domain.facts.values.reading import is_value_form

_MIN_WORDS = 2


def restates(claim: str, sentence: str, language: str) -> bool:
    """True if each has the content words of the other, or their opposites.

    This does not compare conflicts and values.
    """
    claim_statement, sentence_statement = read_statement(claim, language), read_statement(sentence, language)
    claim_items, sentence_items = _items(claim_statement), _items(sentence_statement)
    if (
        min(len(claim_items), len(sentence_items)) < _MIN_WORDS
        or abs(len(claim_items) - len(sentence_items)) > 1
    ):
        return False
    both = _are_among(claim_items, [*sentence_items, *_permits(sentence_statement)], language)
    return both and _are_among(sentence_items, [*claim_items, *_permits(claim_statement)], language)


def _permits(statement: Statement) -> list[Item]:
    return [item for clause in statement.clauses for item in clause.permits]


def _items(statement: Statement) -> list[Item]:
    """Returns the content words that are not part of values, which are checked separately."""
    items = (item for clause in statement.clauses for item in clause.items)
    return [item for item in items if not is_value_form(item.form)]


def _are_among(items: list[Item], others: list[Item], language: str) -> bool:
    keys = frozenset(key for item in others for key in item.keys)
    prefixed = frozenset(stem for item in others for stem in unprefixed(item.form, language))
    return all(
        not item.keys.isdisjoint(keys | prefixed)
        or any(opposite.key in keys for opposite in opposites_of(item.keys))
        or not keys.isdisjoint(unprefixed(item.form, language))
        or is_light(item.form, language)
        for item in items
    )
