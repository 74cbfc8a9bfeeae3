"""Find conflicts between limits: only, except, either ... or, if, unless."""

from __future__ import annotations

from collections.abc import Iterator

from genai_core.domain.facts.conflict import Conflict
from genai_core.domain.facts.logic.clauses import Clause, Item
from genai_core.domain.facts.logic.statements import Pair

_CONDITIONS = ("if", "unless", "evenif", "when")
_SHORT = 5
"""Maximum content words of a clause that is too short to name a thing twice."""
_MOSTLY = 0.75
"""Share of a condition's words with which the claim names it, such as "with their manager's consent"."""
_WHOLE = ("all", "everyone")
_FREE_CHOICE = ("may", "neednot")
"""Modals under which "or" offers a choice: if you may pay by card or in cash, you may pay by card."""


def limit_conflicts(pair: Pair) -> Iterator[Conflict]:
    """Yields the limits that one side sets and the other does not."""
    yield from _only_conflicts(pair)
    yield from _exception_conflicts(pair)
    yield from _alternative_conflicts(pair)
    yield from _condition_conflicts(pair)
    yield from _contrast_conflicts(pair)


def _contrast_conflicts(pair: Pair) -> Iterator[Conflict]:
    """Yields what the claim says of the predecessor, if the evidence says it "unlike its predecessor"."""
    contrasted = pair.evidence_clause.contrasted
    if not contrasted or pair.claim_clause.contrasted or pair.claim_clause.is_denied:
        return
    item = next((item for item in pair.claim_clause.items if not item.keys.isdisjoint(contrasted)), None)
    if item is not None and not pair.claim_clause.has_than:
        yield Conflict("role", item.form, "unlike")


def _only_conflicts(pair: Pair) -> Iterator[Conflict]:
    claim, evidence = pair.claim_clause, pair.evidence_clause
    if (
        claim.has_only
        and not evidence.has_only
        and not any(clause.has_only for clause in pair.evidence.clauses)
    ):
        yield Conflict("exception", "only")
    if evidence.has_only and not claim.has_only:
        wider = next((amount for amount in claim.amounts if amount.kind in ("all", "everyone")), None)
        news = next((item for item in claim.items if not pair.has(item)), None)
        if wider or news:
            yield Conflict("exception", wider.form if wider else news.form if news else "", "only")


def _exception_conflicts(pair: Pair) -> Iterator[Conflict]:
    claim, evidence = pair.claim_clause, pair.evidence_clause
    if claim.excepted and not evidence.excepted:
        if not any(clause.denials for clause in pair.evidence.clauses):
            every = next((amount.form for amount in evidence.amounts if amount.kind in _WHOLE), "")
            yield Conflict("exception", "except", every)
        return
    excepted = evidence.excepted or next((c.excepted for c in pair.evidence.clauses if c.excepted), ())
    if not excepted or claim.excepted or (claim.is_denied and not evidence.is_denied):
        return
    if claim.is_denied and not all(map(pair.has, claim.items)):
        return  # "The porter has no key" under "No one except the director has a key"
    heads = excepted[:1] if evidence.excepted else excepted
    hits = [next((item for item in claim.items if not item.keys.isdisjoint(head)), None) for head in heads]
    if evidence.excepted or all(hits):
        yield Conflict("exception", hits[0].form if hits[0] else "", "except")


def _alternative_conflicts(pair: Pair) -> Iterator[Conflict]:
    """Yields an alternative of the evidence that the claim states as certain."""
    if (
        pair.evidence_clause.modal in _FREE_CHOICE
        or pair.evidence_clause.is_denied
        or _is_condition(pair.evidence_clause)
    ):
        return
    if pair.claim_clause.has_or and not pair.evidence_clause.has_or and _joins(pair):
        yield Conflict("exception", "or", "and")
    if pair.claim_clause.has_or:
        return
    for item in pair.claim_clause.items:
        other = pair.match(item)
        if other is not None and other.is_alternative:
            # In a longer clause "a fee or charge" may name one thing twice: not a conflict.
            yield Conflict("exception", item.form, "or" if _is_choice(other, pair.evidence_clause) else "")
            return


def _is_choice(option: Item, clause: Clause) -> bool:
    """True if "or" certainly offers a choice: of names, after "either", and in a short clause."""
    return option.is_name or clause.has_either or len(clause.items) <= _SHORT


def _joins(pair: Pair) -> bool:
    """True if the evidence has both of the claim's alternatives, joined by "and"."""
    options = [item for item in pair.claim_clause.items if item.is_alternative]
    return len(options) > 1 and all(pair.match(item) is not None for item in options)


def _condition_conflicts(pair: Pair) -> Iterator[Conflict]:
    claim, evidence = pair.claim_clause, pair.evidence_clause
    if _is_condition(claim) and _is_condition(evidence):
        yield from _different_conditions(claim, evidence)
    elif _is_condition(claim) and claim.intro in ("if", "unless") and _begins_alike(pair):
        yield Conflict("condition", claim.intro)
    elif not _is_condition(claim) and evidence.intro in ("if", "unless"):
        if _is_told_inside(pair):
            return
        yield Conflict("condition", "", evidence.intro)
    elif not any(_is_condition(clause) or clause.has_only for clause in pair.claim.clauses):
        yield from _lost_condition(pair)


def _is_told_inside(pair: Pair) -> bool:
    """True if the claim says most of the condition, and more: "in the dark" for "if it is dark"."""
    condition = pair.evidence_clause
    if condition.intro != "if" or condition.is_denied or not condition.items:
        return False
    told = sum(any(_same(item, other) for other in pair.claim_clause.items) for item in condition.items)
    is_whole = told >= _MOSTLY * len(condition.items)
    others = (clause for clause in pair.evidence.clauses if clause is not condition)
    return is_whole and any(_speaks_of(pair.claim_clause, clause) for clause in others)


def _different_conditions(claim: Clause, evidence: Clause) -> Iterator[Conflict]:
    """ "Unless it happens" is "if it does not happen"; "even if" is neither."""
    if (claim.intro == "evenif") != (evidence.intro == "evenif"):
        yield Conflict("condition", claim.intro, evidence.intro)
        return
    first, second = (
        (claim.is_denied != (claim.intro == "unless")),
        (evidence.is_denied != (evidence.intro == "unless")),
    )
    if first != second and "unless" in (claim.intro, evidence.intro):
        yield Conflict("condition", claim.intro, evidence.intro)


def _lost_condition(pair: Pair) -> Iterator[Conflict]:
    clauses = pair.evidence.clauses
    position = next(at for at, clause in enumerate(clauses) if clause is pair.evidence_clause)
    for clause in (*clauses[max(position - 1, 0) : position], *clauses[position + 1 : position + 2]):
        if clause.intro in ("if", "unless"):
            if _is_apart(pair.evidence_clause, clause, pair.evidence.text):
                continue
            if not any(_speaks_of(other, clause) for other in pair.claim.clauses):
                yield Conflict("condition", "", clause.intro)
            return


def _is_apart(first: Clause, second: Clause, text: str) -> bool:
    """True if a semicolon stands between two clauses: a condition there belongs to what follows it."""
    if not first.items or not second.items:
        return False
    start, end = sorted((first.items[-1].start, second.items[0].start))
    return ";" in text[start:end]


def _begins_alike(pair: Pair) -> bool:
    """True if the evidence states the claim's condition as a fact."""
    return not any(_is_condition(clause) for clause in pair.evidence.clauses)


def _speaks_of(clause: Clause, other: Clause) -> bool:
    return any(_same(item, of) for item in clause.items for of in other.items)


def _same(item: Item, other: Item) -> bool:
    return not item.keys.isdisjoint(other.keys)


def _is_condition(clause: Clause) -> bool:
    return clause.intro in _CONDITIONS
