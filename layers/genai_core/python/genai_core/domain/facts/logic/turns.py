"""Match claims that reverse a statement twice, and so say the same.

"Free of lead" is "contains no lead", "open except on Mondays" is "closed on Mondays", and "unless it snows"
is "if it does not snow".
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from genai_core.domain.facts.conflict import Conflict
from genai_core.domain.facts.logic.clauses import Clause, Item
from genai_core.domain.facts.logic.concepts import keys_of, keys_of_any
from genai_core.domain.facts.logic.denials import PHRASE
from genai_core.domain.facts.logic.grammar import NO_KINDS, grammar_of
from genai_core.domain.facts.logic.statements import Pair

TURNING = ("negation", "opposite", "exception")
"""Kinds of conflicts of which two cancel each other."""
_CONDITION = {"if", "unless"}
_NO_LONGER = frozenset(
    (
        "no longer",
        "no more",
        "nicht mehr",
        "nicht länger",
        "plus",
        "ya no",
        "non più",
        "più",
        "já não",
        "niet meer",
    )
)


def denies_otherwise(pair: Pair) -> bool:
    """True if both sides deny the same word, one with "without" and the other with "no"."""
    if pair.one_denied is None or pair.claim_clause.is_cancelled or pair.evidence_clause.is_cancelled:
        return False
    return any(item.denial and other.denial for item, other in _shared(pair))


def denies_with(pair: Pair) -> bool:
    """True if one side says "without" and the other "not with"."""
    if pair.one_denied is None:
        return False
    return any(
        (item.denial == PHRASE and _is_with(other, pair.evidence.language) and pair.evidence_clause.is_denied)
        or (other.denial == PHRASE and _is_with(item, pair.claim.language) and pair.claim_clause.is_denied)
        for item, other in _shared(pair)
    )


def has_ceased(pair: Pair) -> bool:
    """True if one side says "no longer" and the other that it was removed, stopped or ended."""
    if pair.one_denied is None:
        return False
    denying, other = pair.one_denied
    is_over = any(denial.form in _NO_LONGER for denial in denying.denials)
    return is_over and any(not item.keys.isdisjoint(_ceasing()) for item in other.items)


@cache
def _ceasing() -> frozenset[str]:
    words = ("end", "stop", "remove", "abolish", "discontinue", "withdraw", "cease", "drop")
    return keys_of_any(words) - keys_of("fall", "english")


def only_with(pair: Pair, opposed: Sequence[Conflict]) -> bool:
    """True if one side allows something only with an item, and the other forbids it without that item."""
    return any(
        _needs(pair.claim_clause, item, other, pair.evidence_clause, is_opposite=bool(opposed))
        or _needs(pair.evidence_clause, other, item, pair.claim_clause, is_opposite=bool(opposed))
        for item, other in _shared(pair)
    )


def _shared(pair: Pair) -> list[tuple[Item, Item]]:
    """Returns the words that both clauses have, the claim's first."""
    return [(item, other) for item in pair.claim_clause.items if (other := pair.match(item)) is not None]


def _needs(limited: Clause, with_it: Item, without_it: Item, denied: Clause, *, is_opposite: bool) -> bool:
    """True for "only with a badge", or "only for holders of one", if the other says "not without a badge"."""
    is_limited = limited.has_only and not limited.is_denied and not with_it.denial
    is_refused = denied.is_denied != is_opposite and not denied.has_only
    return is_limited and is_refused and without_it.denial == PHRASE


def _is_with(item: Item, language: str) -> bool:
    return not item.denial and "with" in grammar_of(language).words.get(item.role, NO_KINDS)


def turns_exception(pair: Pair, opposed: Sequence[Conflict], *, is_made_up: bool) -> bool:
    """True if the claim states the opposite of a rule for what the rule excepts."""
    is_opposite = pair.claim_clause.is_denied != pair.evidence_clause.is_denied or is_made_up or bool(opposed)
    return is_opposite and not pair.claim_clause.excepted and excepted_item(pair) is not None


def excepted_item(pair: Pair) -> Item | None:
    """Returns the claim's word for what the evidence excepts; None if it is about something else."""
    heads = (pair.evidence_clause.excepted or _opening_exception(pair))[:1]
    return next(
        (item for item in pair.claim_clause.items for head in heads if not head.isdisjoint(item.keys)), None
    )


def _opening_exception(pair: Pair) -> tuple[frozenset[str], ...]:
    """Returns what "Apart from the whey tank, every tank is of steel" excepts; () without such a start."""
    first = pair.evidence.clauses[0]
    is_lead = first.excepted and not first.modal and first is not pair.evidence_clause
    return first.excepted if is_lead else ()


def without_turned_condition(conflicts: Sequence[Conflict]) -> tuple[list[Conflict], bool]:
    """Returns the conflicts without an "if" for "unless" that a denial cancels; True if there was one."""
    conditions = [
        conflict
        for conflict in conflicts
        if conflict.kind == "condition" and {conflict.claim, conflict.evidence} == _CONDITION
    ]
    denials = [conflict for conflict in conflicts if conflict.kind == "negation"]
    if not conditions or not denials:
        return list(conflicts), False
    only = [conflict for conflict in conflicts if conflict.kind == "exception" and conflict.claim == "only"]
    return [conflict for conflict in conflicts if conflict not in (*conditions, *denials, *only)], True
