"""Conflicts of limits: only, except, either ... or, if, unless."""

from __future__ import annotations

from collections.abc import Iterator

from genai_core.domain.facts.conflict import Conflict
from genai_core.domain.facts.logic.clauses import Clause, Item
from genai_core.domain.facts.logic.statements import Pair

_CONDITIONS = ("if", "unless", "evenif", "when")
_SHORT = 5
"""Content words of a clause that has no room for naming a thing twice."""
_WHOLE = ("all", "everyone")
_FREE_CHOICE = ("may", "neednot")
"""Modals under which "or" lets one choose: who may pay by card or in cash may pay by card."""


def limit_conflicts(pair: Pair) -> Iterator[Conflict]:
    """Yields the limits that one side draws and the other does not."""
    yield from _only_conflicts(pair)
    yield from _exception_conflicts(pair)
    yield from _alternative_conflicts(pair)
    yield from _condition_conflicts(pair)


def _only_conflicts(pair: Pair) -> Iterator[Conflict]:
    said, found = pair.said, pair.found
    if said.has_only and not found.has_only and not any(clause.has_only for clause in pair.there.clauses):
        yield Conflict("exception", "only")
    if found.has_only and not said.has_only:
        wider = next((amount for amount in said.amounts if amount.kind in ("all", "everyone")), None)
        news = next((item for item in said.items if not pair.has(item)), None)
        if wider or news:
            yield Conflict("exception", wider.form if wider else news.form if news else "", "only")


def _exception_conflicts(pair: Pair) -> Iterator[Conflict]:
    said, found = pair.said, pair.found
    if said.excepted and not found.excepted:
        if not any(clause.denials for clause in pair.there.clauses):
            every = next((amount.form for amount in found.amounts if amount.kind in _WHOLE), "")
            yield Conflict("exception", "except", every)
        return
    excepted = found.excepted or next((c.excepted for c in pair.there.clauses if c.excepted), ())
    if not excepted or said.excepted or (said.is_denied and not found.is_denied):
        return
    if said.is_denied and not all(map(pair.has, said.items)):
        return  # "The porter has no key" under "No one except the director has a key"
    heads = excepted[:1] if found.excepted else excepted
    hits = [next((item for item in said.items if not item.keys.isdisjoint(head)), None) for head in heads]
    if found.excepted or all(hits):
        yield Conflict("exception", hits[0].form if hits[0] else "", "except")


def _alternative_conflicts(pair: Pair) -> Iterator[Conflict]:
    """Yields one of two alternatives that the claim takes for certain."""
    if pair.found.modal in _FREE_CHOICE or pair.found.is_denied or _is_condition(pair.found):
        return
    if pair.said.has_or and not pair.found.has_or and _joins(pair):
        yield Conflict("exception", "or", "and")
    if pair.said.has_or:
        return
    for item in pair.said.items:
        other = pair.match(item)
        if other is not None and other.is_alternative:
            # Beside other words "a fee or charge" may name one thing twice: left open.
            yield Conflict("exception", item.form, "or" if _is_choice(other, pair.found) else "")
            return


def _is_choice(option: Item, clause: Clause) -> bool:
    """True for what "or" certainly leaves open: names, what "either" offers, and what a short clause says."""
    return option.is_name or clause.has_either or len(clause.items) <= _SHORT


def _joins(pair: Pair) -> bool:
    """True if the evidence has both of the claim's alternatives: it joins what the claim leaves open."""
    options = [item for item in pair.said.items if item.is_alternative]
    return len(options) > 1 and all(pair.match(item) is not None for item in options)


def _condition_conflicts(pair: Pair) -> Iterator[Conflict]:
    said, found = pair.said, pair.found
    if _is_condition(said) and _is_condition(found):
        yield from _different_conditions(said, found)
    elif _is_condition(said) and said.intro in ("if", "unless") and _begins_alike(pair):
        yield Conflict("condition", said.intro)
    elif not _is_condition(said) and found.intro in ("if", "unless"):
        yield Conflict("condition", "", found.intro)
    elif not any(_is_condition(clause) or clause.has_only for clause in pair.claim.clauses):
        yield from _lost_condition(pair)


def _different_conditions(said: Clause, found: Clause) -> Iterator[Conflict]:
    """Unless something happens is if it does not happen; even if it does is neither."""
    if (said.intro == "evenif") != (found.intro == "evenif"):
        yield Conflict("condition", said.intro, found.intro)
        return
    one, other = (said.is_denied != (said.intro == "unless")), (found.is_denied != (found.intro == "unless"))
    if one != other and "unless" in (said.intro, found.intro):
        yield Conflict("condition", said.intro, found.intro)


def _lost_condition(pair: Pair) -> Iterator[Conflict]:
    clauses = pair.there.clauses
    place = next(at for at, clause in enumerate(clauses) if clause is pair.found)
    for clause in (*clauses[max(place - 1, 0) : place], *clauses[place + 1 : place + 2]):
        if clause.intro in ("if", "unless"):
            if not any(_speaks_of(other, clause) for other in pair.claim.clauses):
                yield Conflict("condition", "", clause.intro)
            return


def _begins_alike(pair: Pair) -> bool:
    """True if the evidence states as a fact what the claim makes a condition."""
    return not any(_is_condition(clause) for clause in pair.there.clauses)


def _speaks_of(one: Clause, other: Clause) -> bool:
    return any(_same(item, of) for item in one.items for of in other.items)


def _same(item: Item, other: Item) -> bool:
    return not item.keys.isdisjoint(other.keys)


def _is_condition(clause: Clause) -> bool:
    return clause.intro in _CONDITIONS
