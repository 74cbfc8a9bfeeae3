"""Statements: sentences read into clauses once, and compared with many others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from genai_core.domain.facts.logic.clauses import Clause, Item, read_clause
from genai_core.domain.facts.logic.segments import split_segments
from genai_core.domain.facts.logic.tokens import read_tokens

REMEMBERED = 2048
_CONTEXT_SHARE = 0.5
_SAME_POLARITY = 0.1
"""Decides between clauses with as many of the words; too little to outweigh one."""


@dataclass(frozen=True, eq=False)
class Statement:
    """One sentence as clauses in order.

    Attributes:
        keys: What its content words are compared by.
        before: Words of what it rests on: whom its first pronoun means, or what stands over its list.
    """

    text: str
    language: str
    clauses: tuple[Clause, ...]
    keys: frozenset[str]
    before: tuple[Item, ...] = ()


@dataclass(frozen=True, eq=False)
class Pair:
    """A clause of the claim with the clause of the evidence that is nearest to it.

    Attributes:
        context: Words of the evidence's sentence that stand before the clause, which it may rest on.
        evidence: That sentence. claim: The whole claim.
    """

    claim_clause: Clause
    evidence_clause: Clause
    context: tuple[Item, ...]
    evidence: Statement
    claim: Statement

    @property
    def both_ways(self) -> tuple[tuple[Clause, Clause], tuple[Clause, Clause]]:
        """Both clauses in either order, for what holds whichever side says it."""
        return (self.claim_clause, self.evidence_clause), (self.evidence_clause, self.claim_clause)

    @property
    def one_denied(self) -> tuple[Clause, Clause] | None:
        """The clause that is denied and the other one; None if both are denied, or neither is."""
        return next((ways for ways in self.both_ways if ways[0].is_denied and not ways[1].is_denied), None)

    def match(self, item: Item) -> Item | None:
        """Returns the word of the evidence's clause that is the same; None if there is none."""
        words = (*self.evidence_clause.items, *self.evidence_clause.permits)
        return next((other for other in words if not other.keys.isdisjoint(item.keys)), None)

    def has(self, item: Item) -> bool:
        """True if the clause or what it rests on has the word."""
        return self.match(item) is not None or _has(self.context, item)


@lru_cache(maxsize=REMEMBERED)
def read_statement(text: str, language: str) -> Statement:
    """Returns a sentence of one of the languages read as a statement."""
    segments = split_segments(read_tokens(text, language))
    clauses = tuple(read_clause(segment, language) for segment in segments)
    keys = frozenset(key for clause in clauses for item in clause.items for key in item.keys)
    return Statement(text, language, clauses, keys)


@lru_cache(maxsize=REMEMBERED)
def read_resting(text: str, lead: str, language: str) -> Statement:
    """Returns a sentence as a statement that rests on an earlier one; on none if `lead` is empty."""
    statement = read_statement(text, language)
    if not lead:
        return statement
    earlier = read_statement(lead, language)
    words = tuple(item for clause in earlier.clauses for item in clause.items)
    return replace(statement, before=words, keys=statement.keys | earlier.keys)


def align(claim: Statement, evidence: Sequence[Statement]) -> list[Pair]:
    """Returns each clause of the claim with its nearest of the evidence; clauses without one are left out."""
    pairs: list[Pair] = []
    for said in claim.clauses:
        nearest = max(
            (
                (_nearness(said, there, position), there, position)
                for there in evidence
                for position in range(len(there.clauses))
            ),
            key=lambda candidate: candidate[0],
            default=None,
        )
        if nearest is None or not nearest[0]:
            continue
        _, there, position = nearest
        pairs.append(Pair(said, there.clauses[position], context_of(there, position), there, claim))
    return pairs


def context_of(statement: Statement, position: int) -> tuple[Item, ...]:
    """Returns the words of the clauses before one of a sentence, and of what the sentence rests on."""
    within = tuple(item for clause in statement.clauses[:position] for item in clause.items)
    return (*statement.before, *within)


def _nearness(said: Clause, there: Statement, position: int) -> float:
    found, context = there.clauses[position].items, context_of(there, position)
    own = sum(_has(found, item) for item in said.items)
    rest = [item for item in said.items if not _has(found, item) and _has(context, item)]
    meant = sum(_has(there.before, item) for item in rest)  # as if it stood in the pronoun's place
    likeness = _SAME_POLARITY * (said.is_denied == there.clauses[position].is_denied)
    return own + meant + _CONTEXT_SHARE * (len(rest) - meant) + likeness if own else 0.0


def _has(items: Sequence[Item], item: Item) -> bool:
    return any(not other.keys.isdisjoint(item.keys) for other in items)


def find_item(items: Sequence[Item], item: Item) -> Item | None:
    """Returns the first of some words that is the same as another; None if none is."""
    return next((other for other in items if not other.keys.isdisjoint(item.keys)), None)
