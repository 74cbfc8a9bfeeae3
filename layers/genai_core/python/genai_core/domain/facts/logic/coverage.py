"""Find the words of a claim that the evidence has: the word itself, a synonym, or its opposite."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import takewhile

from genai_core.domain.facts.logic.clauses import Item
from genai_core.domain.facts.logic.concepts import keys_of, opposites_of, unprefixed
from genai_core.domain.facts.logic.data import lines_of
from genai_core.domain.facts.logic.statements import Statement
from genai_core.domain.facts.values.contexts import measure_of
from genai_core.domain.text.compounds import split_compound

_COMPOUNDING = ("german", "dutch")
_MIN_PART = 4
"""Minimum letters of a word that is looked for in compounds, so that the rest is not just a prefix."""
_MIN_HEAD = 3


def uncovered(claim: Statement, evidence: Sequence[Statement]) -> list[Item]:
    """Returns the claim's content words that are nowhere in the evidence, in order."""
    keys = frozenset[str]().union(*(statement.keys | statement.permitted for statement in evidence))
    prefixed = frozenset[str]().union(*(statement.unprefixed for statement in evidence))
    words = [form for statement in evidence for form in statement.forms]
    items = (item for clause in claim.clauses for item in clause.items)
    return [
        item
        for item in items
        if not _is_covered(item, keys, prefixed, claim.language)
        and not is_in_compound(item.form, words, claim.language)
        and not is_compound_of(item.form, keys, claim.language)
    ]


def is_light(form: str, language: str) -> bool:
    """True for a word that only says that something is so, exists, or happens."""
    return form in _light()[language]


def is_in_compound(form: str, words: Iterable[str], language: str) -> bool:
    """True if one of the words is a compound that contains this word: "Kaufdatum" contains "Kauf"."""
    if language not in _COMPOUNDING or len(form) < _MIN_PART:
        return False
    return any(
        (word.startswith(form) and len(word) - len(form) >= _MIN_HEAD)
        or (word.endswith(form) and len(word) - len(form) >= _MIN_PART)
        for word in words
    )


def is_compound_of(form: str, keys: frozenset[str], language: str) -> bool:
    """True if a German compound says what several words do: "Vertragslaufzeit" of a "Vertrag" that lasts.

    Its last part may be what a value measures, such as "Laufzeit"; the others have to be there.
    """
    parts = split_compound(form) if language == "german" else ()
    there = list(takewhile(lambda part: not keys.isdisjoint(keys_of(part, language)), parts))
    return bool(there) and (len(there) == len(parts) or bool(measure_of("".join(parts[len(there) :]))))


@cache
def _light() -> dict[str, frozenset[str]]:
    lines = (line.partition(":") for line in lines_of("light"))
    return {language: frozenset(listed.split()) for language, _, listed in lines}


def _is_covered(item: Item, keys: frozenset[str], prefixed: frozenset[str], language: str) -> bool:
    if not item.keys.isdisjoint(keys) or not item.keys.isdisjoint(prefixed):
        return True
    if any(opposite.key in keys for opposite in opposites_of(item.keys)):
        return True
    return not keys.isdisjoint(unprefixed(item.form, language))
