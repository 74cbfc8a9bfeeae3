"""Match different ways to say that something is needed: "not without a badge", "unless a badge is worn".

"Visitors may not enter unless a guide is with them" is "visitors may enter only with a guide", and "no cheese
is sold without a label" is "every cheese has a label".
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from genai_core.domain.facts.conflict import Conflict
from genai_core.domain.facts.logic.clauses import Clause, Item
from genai_core.domain.facts.logic.concepts import keys_of
from genai_core.domain.facts.logic.denials import PHRASE, PLAIN
from genai_core.domain.facts.logic.statements import Pair, Statement, find_item

_WHOLE = ("all", "everyone")
_MOST = 0.5
"""Share of an "unless" clause that the other side has in what it calls necessary."""


def needs_alike(pair: Pair) -> bool:
    """True if both sides say that something is needed, one of them with two denials."""
    statements = (pair.claim, pair.evidence)
    return any(
        _needs_unless(denying, clause) or _needs_with(denying, clause) or _needs_when(denying, clause, other)
        for denying, other in (statements, statements[::-1])
        if denying.has_denial
        for clause in other.clauses
        if not clause.is_denied and clause.intro != "unless"
    )


def _needs_unless(denying: Statement, clause: Clause) -> bool:
    """True for "may not enter unless a guide is with them" beside "may enter only with a guide"."""
    for condition in denying.clauses:
        if condition.intro != "unless" or condition.is_denied or not condition.items:
            continue
        denied = [other for other in denying.clauses if other is not condition and other.is_denied]
        if not any(other.items and find_item(clause.items, other.items[0]) for other in denied):
            continue  # it is about others
        named = [item for item in condition.items if _has_undenied(clause, item)]
        is_limited = clause.has_only and any(not item.keys.isdisjoint(clause.limited) for item in named)
        is_must = _requires(clause) and len(named) >= _MOST * len(condition.items)
        if is_limited or is_must:
            return True
    return False


def _needs_with(denying: Statement, clause: Clause) -> bool:
    """True for "no cheese is sold without a label" beside "every cheese has a label"."""
    is_for_all = any(amount.kind in _WHOLE for amount in clause.amounts)
    if not (is_for_all or clause.has_only or _requires(clause)):
        return False
    return any(
        other.is_denied
        and any(item.denial == PHRASE and _has_undenied(clause, item) for item in other.items)
        and any(item.denial != PHRASE and find_item(clause.items, item) for item in other.items)
        for other in denying.clauses
    )


def _needs_when(denying: Statement, clause: Clause, limited: Statement) -> bool:
    """True for "without a receipt, none is paid" beside "is paid only when the receipt is shown"."""
    named = [
        item
        for other in denying.clauses
        if other.is_denied and any(find_item(clause.items, item) for item in other.items)
        for item in other.items
        if item.denial == PHRASE
    ]
    conditions = [other for other in limited.clauses if other.intro in ("if", "when") and not other.is_denied]
    is_only = any(other.has_only for other in (clause, *conditions))
    return is_only and any(find_item(other.items, item) for other in conditions for item in named)


def need_conflicts(pair: Pair) -> Iterator[Conflict]:
    """Yields what one side does not allow without a thing, if the other allows it without."""
    for clause, other in pair.both_ways:
        needed = [item for item in clause.items if item.denial == PHRASE]
        if not clause.is_denied or not needed:
            continue
        plain = [denial for denial in other.denials if denial.kind == PLAIN]
        item = next((item for item in needed if _is_denied_directly(item, other)), None)
        if len(plain) == 1 and item is not None and not any(word.denial == PHRASE for word in other.items):
            yield Conflict("negation", item.form, "without")
            return


def _is_denied_directly(item: Item, clause: Clause) -> bool:
    """True for the "paid" of "members who have not paid", before the verb that is not denied."""
    last = clause.items[-1] if clause.items else None
    same = find_item(clause.items, item)
    return same is not None and same is not last and same.denial == PLAIN


def _has_undenied(clause: Clause, item: Item) -> bool:
    same = find_item(clause.items, item)
    return same is not None and not same.denial


def _requires(clause: Clause) -> bool:
    return clause.modal == "must" or any(not item.keys.isdisjoint(_required()) for item in clause.items)


@cache
def _required() -> frozenset[str]:
    return keys_of("compulsory", "english")
