"""Find words of a claim that the evidence has in another clause than the rest of the claim.

"The first floor houses the library" if the second floor does, and "completed in 2020" if it was only begun
then.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from genai_core.domain.facts.conflict import Conflict
from genai_core.domain.facts.logic.clauses import Clause, Item
from genai_core.domain.facts.logic.denials import PHRASE
from genai_core.domain.facts.logic.statements import Statement, context_of, find_item
from genai_core.domain.facts.values.vocabulary import vocabulary
from genai_core.domain.text.words import fold

_YEAR_DIGITS = 4


class _Home(NamedTuple):
    """A word together with the clause that contains it."""

    item: Item
    clause: Clause


def binding_conflicts(
    claim: Clause,
    evidence: Sequence[Statement],
    homes: Sequence[Statement],
    heads: frozenset[str] = frozenset(),
) -> Iterator[Conflict]:
    """Yields a word that the evidence has in another clause, if this clause has a rival in its role.

    Only for claims whose words are all in the evidence: others are not a mere exchange.

    Args:
        evidence: Clauses that the claim is compared with. homes: Those and their neighbours.
        heads: Keys of the words in the table's header, which belong to every row.
    """
    if not all(any(_stands_in(item, home) for home in homes) for item in claim.items):
        return
    rivals = [
        _rival(claim, there, position, homes, heads)
        for there in evidence
        for position in range(len(there.clauses))
        if _meets(claim, there, position)
    ]
    if rivals and all(rivals):
        first = max(filter(None, rivals), key=lambda rival: _is_year(rival[0]))
        yield Conflict("role", first[0].form, first[1].form if first[1] else "")


def _stands_in(item: Item, statement: Statement) -> bool:
    return not item.keys.isdisjoint(statement.keys)


def _meets(claim: Clause, there: Statement, position: int) -> bool:
    return any(find_item(there.clauses[position].items, item) for item in claim.items)


def _rival(
    claim: Clause, there: Statement, position: int, evidence: Sequence[Statement], heads: frozenset[str]
) -> tuple[Item, Item | None] | None:
    """Returns a word that this clause lacks, and its rival if there is one; None if the clause fits."""
    clause = there.clauses[position]
    for item in claim.items:
        if find_item(clause.items, item) or not item.keys.isdisjoint(heads):
            continue
        year = _other_year(item, claim, clause)
        if year is not None:
            return item, year
        is_counted = item.is_value and not _is_ordinal(item, there.language)
        home = None if is_counted else _home(item, there, position, evidence)
        if home is None or (item.denial == PHRASE and home.item.denial):
            continue  # "it ends; no notice is required": it ends without notice
        rival = _in_role(clause, claim, home)
        if rival is not None:
            if rival is clause.items[0] and (claim.has_pronoun or claim.has_possessive):
                continue  # "His first single" under "Presley's first single"
            return item, rival
        if _is_apart(item, there, position, home):
            return item, None
    return None


def _is_apart(item: Item, there: Statement, position: int, home: _Home) -> bool:
    """True if a clause neither refers back nor is about the same thing as the clause with the word."""
    refers = any(earlier.has_pronoun for earlier in there.clauses[: position + 1])
    refers = refers or len(there.clauses[position].items) == 1  # "Do not freeze."
    return not (
        refers or find_item(context_of(there, position), item) or _is_linked(there.clauses[position], home)
    )


def _other_year(item: Item, claim: Clause, clause: Clause) -> Item | None:
    """Returns the year in which a clause says that something happened, if the claim names another year."""
    if not _is_year(item):
        return None
    others = [other for other in clause.items if _is_year(other) and other.role == item.role]
    return None if any(find_item(claim.items, other) for other in others) else next(iter(others), None)


def _is_year(item: Item) -> bool:
    return len(item.form) == _YEAR_DIGITS and item.form.isdecimal()


def _is_linked(clause: Clause, home: _Home) -> bool:
    """True if both clauses are about the same thing: the first word of one occurs in the other."""
    first, its_first = clause.items[0], home.clause.items[0]
    return bool(find_item(home.clause.items, first) or find_item(clause.items, its_first))


def _home(item: Item, there: Statement, position: int, evidence: Sequence[Statement]) -> _Home | None:
    """Returns the word in the other clause that has it."""
    homes = (
        (statement, at)
        for statement in evidence
        for at in range(len(statement.clauses))
        if (statement, at) != (there, position)
    )
    for statement, at in homes:
        items = statement.clauses[at].items
        match = find_item(items, item)
        if match is not None:
            return _Home(match, statement.clauses[at])
    return None


def _in_role(clause: Clause, claim: Clause, home: _Home) -> Item | None:
    """Returns the word of a clause that has the role of `home` and is not in the claim."""
    item, is_first = home.item, home.item is home.clause.items[0]
    for position, other in enumerate(clause.items):
        if find_item(claim.items, other):
            continue
        if is_first and position == 0 and not other.role and not clause.has_pronoun:
            return other
        if other.role == item.role and not is_first and (item.role or position > 0):
            return other
    return None


def _is_ordinal(item: Item, language: str) -> bool:
    """True for the "first" of "the first floor", which distinguishes things."""
    return fold(item.form) in vocabulary(language).weights["ordinal"]
