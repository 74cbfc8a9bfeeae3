"""Statements: sentences that are read into clauses once and compared with many others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from genai_core.domain.facts.logic.clauses import Clause, Item, read_clause
from genai_core.domain.facts.logic.concepts import unprefixed
from genai_core.domain.facts.logic.segments import split_segments
from genai_core.domain.facts.logic.tokens import read_tokens

REMEMBERED = 2048
_CONTEXT_SHARE = 0.5
_SAME_POLARITY = 0.1
"""Breaks ties between clauses that share equally many words; too small to outweigh one word."""


@dataclass(frozen=True, eq=False)
class Statement:
    """One sentence as clauses in order.

    Attributes:
        keys: The keys of its content words.
        before: Words of the text that it refers back to: what its first pronoun means, or the line above its
            list.
    """

    text: str
    language: str
    clauses: tuple[Clause, ...]
    keys: frozenset[str]
    before: tuple[Item, ...] = ()

    @cached_property
    def keys_by_clause(self) -> tuple[frozenset[str], ...]:
        """The keys of the words of each clause, in order."""
        return tuple(_keys_of(clause.items) for clause in self.clauses)

    @cached_property
    def has_denial(self) -> bool:
        """True if one of its clauses is denied as a whole."""
        return any(clause.is_denied for clause in self.clauses)

    @cached_property
    def permitted(self) -> frozenset[str]:
        """The keys of "allowed" if the statement permits something."""
        return frozenset(key for clause in self.clauses for item in clause.permits for key in item.keys)

    @cached_property
    def forms(self) -> tuple[str, ...]:
        """Its content words, in order."""
        return tuple(item.form for clause in self.clauses for item in clause.items)

    @cached_property
    def unprefixed(self) -> frozenset[str]:
        """The stems of its words without prefixes that reverse a meaning: "safe" of "unsafe"."""
        return frozenset(stem for form in self.forms for stem in unprefixed(form, self.language))


@dataclass(frozen=True, eq=False)
class Pair:
    """A clause of the claim with the most similar clause of the evidence.

    Attributes:
        context: Words before the clause in the evidence's sentence, which it may refer back to.
        evidence: The whole sentence of the evidence. claim: The whole claim.
    """

    claim_clause: Clause
    evidence_clause: Clause
    context: tuple[Item, ...]
    evidence: Statement
    claim: Statement

    @property
    def both_ways(self) -> tuple[tuple[Clause, Clause], tuple[Clause, Clause]]:
        """Both clauses in either order, for rules that do not depend on which side says what."""
        return (self.claim_clause, self.evidence_clause), (self.evidence_clause, self.claim_clause)

    @property
    def one_denied(self) -> tuple[Clause, Clause] | None:
        """The denied clause and the other one; None if both are denied, or neither."""
        return next((ways for ways in self.both_ways if ways[0].is_denied and not ways[1].is_denied), None)

    def match(self, item: Item) -> Item | None:
        """Returns the evidence clause's word that is the same; None if there is none."""
        if self._evidence_keys.isdisjoint(item.keys):
            return None
        return find_item((*self.evidence_clause.items, *self.evidence_clause.permits), item)

    def has(self, item: Item) -> bool:
        """True if the clause, or what it refers back to, has the word."""
        return not (self._evidence_keys.isdisjoint(item.keys) and self._context_keys.isdisjoint(item.keys))

    @cached_property
    def _evidence_keys(self) -> frozenset[str]:
        return _keys_of((*self.evidence_clause.items, *self.evidence_clause.permits))

    @cached_property
    def _context_keys(self) -> frozenset[str]:
        return _keys_of(self.context)


@lru_cache(maxsize=REMEMBERED)
def read_statement(text: str, language: str) -> Statement:
    """Returns a sentence as a statement; its language is one of `READ`."""
    segments = split_segments(read_tokens(text, language))
    clauses = tuple(read_clause(segment, language) for segment in segments)
    keys = frozenset[str]().union(*(_keys_of(clause.items) for clause in clauses))
    return Statement(text, language, clauses, keys)


@lru_cache(maxsize=REMEMBERED)
def read_resting(text: str, lead: str, language: str) -> Statement:
    """Returns a sentence as a statement that refers back to an earlier one, or to none if `lead` is empty."""
    statement = read_statement(text, language)
    if not lead:
        return statement
    earlier = read_statement(lead, language)
    words = tuple(item for clause in earlier.clauses for item in clause.items)
    return replace(statement, before=words, keys=statement.keys | earlier.keys)


def align(claim: Statement, evidence: Sequence[Statement]) -> list[Pair]:
    """Returns the clauses of the claim, each with the most similar one of the evidence if there is any."""
    pairs: list[Pair] = []
    for clause in claim.clauses:
        nearest = max(
            (
                (_nearness(clause, statement, position), statement, position)
                for statement in evidence
                for position in range(len(statement.clauses))
            ),
            key=lambda candidate: candidate[0],
            default=None,
        )
        if nearest is None or not nearest[0]:
            continue
        _, statement, position = nearest
        pairs.append(
            Pair(clause, statement.clauses[position], context_of(statement, position), statement, claim)
        )
    return pairs


def context_of(statement: Statement, position: int) -> tuple[Item, ...]:
    """Returns the words of the clauses before one of a sentence, and of what the sentence refers back to."""
    within = tuple(item for clause in statement.clauses[:position] for item in clause.items)
    return (*statement.before, *within)


def _nearness(clause: Clause, statement: Statement, position: int) -> float:
    keys = statement.keys_by_clause[position]
    others = [item for item in clause.items if item.keys.isdisjoint(keys)]
    own = len(clause.items) - len(others)
    if not own:
        return 0.0
    context = context_of(statement, position) if others else ()
    rest = [item for item in others if _has(context, item)]
    meant = sum(_has(statement.before, item) for item in rest)  # as if it replaced the pronoun
    likeness = _SAME_POLARITY * (clause.is_denied == statement.clauses[position].is_denied)
    return own + meant + _CONTEXT_SHARE * (len(rest) - meant) + likeness


def _keys_of(items: Iterable[Item]) -> frozenset[str]:
    return frozenset[str]().union(*(item.keys for item in items))


def _has(items: Sequence[Item], item: Item) -> bool:
    return any(not other.keys.isdisjoint(item.keys) for other in items)


def find_item(items: Sequence[Item], item: Item) -> Item | None:
    """Returns the first of some words that is the same as another; None if there is none."""
    for other in items:
        if not other.keys.isdisjoint(item.keys):
            return other
    return None
