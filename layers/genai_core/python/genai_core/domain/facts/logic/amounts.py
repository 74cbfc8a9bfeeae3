"""Find conflicts between quantifiers (all, most, some, none) and between frequencies (always, usually)."""

from __future__ import annotations

from collections.abc import Iterator

from genai_core.domain.facts.conflict import Conflict
from genai_core.domain.facts.logic.clauses import Clause
from genai_core.domain.facts.logic.quantities import Amount
from genai_core.domain.facts.logic.statements import Pair, find_item

_SUPPORTED_BY: dict[str, tuple[str, ...]] = {
    "all": ("all", "everyone", "both"),
    "everyone": ("all", "everyone"),
    "most": ("most", "all", "everyone", "usually"),
    "many": ("many", "most", "all", "everyone", "often"),
    "some": ("some", "few", "many", "half", "most", "all", "everyone", "both", "notall", "sometimes"),
    "few": ("few",),
    "half": ("half",),
    "both": ("both", "all"),
    "notall": ("notall", "some", "few", "most", "half", "sometimes", "usually", "often"),
    "always": ("always", "all"),
    "usually": ("usually", "always", "most", "often"),
    "often": ("often", "usually", "always", "many"),
    "sometimes": ("sometimes", "often", "usually", "some", "notall"),
    "rarely": ("rarely", "few"),
}
"""For each amount of a claim, the amounts of the evidence that support it."""

_NEEDS_ONE = ("everyone", "most", "few", "half", "notall", "always", "rarely")
"""Amounts that evidence without any amount does not support."""

_WEAKENING = ("most", "few", "half", "notall", "rarely", "sometimes")
"""Amounts of the evidence that a claim must not leave out."""

_FREQUENCIES = ("always", "usually", "often", "sometimes", "rarely")
_WHOLE = ("all", "everyone")
_LIMITING = ("of", "over", "above", "under", "below", "von", "über", "unter", "de", "di", "van", "than")
_PARTS = ("some", "few", "many", "most", "half", "notall")
AMOUNTS = ("notall", *(kind for kind in _SUPPORTED_BY if kind != "notall"))
"""Kinds of quantifiers and frequencies, the more specific first."""


def is_enough(evidence: str, claim: str) -> bool:
    """True if an amount in the evidence supports one in a claim: what holds for all holds for some."""
    return evidence in _SUPPORTED_BY[claim]


def amount_conflicts(pair: Pair, *, is_made_up: bool = False) -> Iterator[Conflict]:
    """Yields amounts of the claim that the evidence does not support, and amounts that it leaves out.

    Args:
        is_made_up: An opposite cancels a denial, so "nobody was unaware" supports "everybody was aware".
    """
    is_for_all = is_made_up and any(denial.is_universal for denial in pair.evidence_clause.denials)
    for amount in (
        counted for counted in pair.claim_clause.amounts if not _is_half(counted, pair.evidence_clause)
    ):
        rivals = _comparable(amount, pair.evidence_clause)
        is_told = is_for_all and amount.kind in _WHOLE
        if is_told or any(is_enough(rival.kind, amount.kind) for rival in rivals):
            continue
        if rivals:
            yield Conflict("quantifier", amount.form, rivals[0].form)
        elif amount.kind in _NEEDS_ONE:
            yield Conflict("quantifier", amount.form)
        elif amount.kind in _WHOLE and (limit := _lost_limit(amount, pair)):
            yield Conflict("quantifier", amount.form, limit)
    yield from _denied_for_all(pair)
    for amount in (
        counted for counted in pair.evidence_clause.amounts if not _is_half(counted, pair.claim_clause)
    ):
        if (
            amount.kind in _WEAKENING
            and not _comparable(amount, pair.claim_clause)
            and _speaks_of(pair.claim_clause, amount)
        ):
            yield Conflict("quantifier", "", amount.form)


def _lost_limit(amount: Amount, pair: Pair) -> str:
    """Returns the amount of "leave of more than three days" if the claim says "every leave", without it."""
    items = pair.evidence_clause.items
    for at, item in enumerate(items[1:], 1):
        is_counted = any(not other.keys.isdisjoint(amount.counted) for other in items[max(0, at - 2) : at])
        if item.is_value and item.role in _LIMITING and is_counted:
            return "" if find_item(pair.claim_clause.items, item) else item.form
    return ""


def _denied_for_all(pair: Pair) -> Iterator[Conflict]:
    """Yields "none can", if the evidence says only of some that they cannot."""
    of_none = next((denial for denial in pair.claim_clause.denials if denial.is_universal), None)
    if of_none is None or any(denial.is_universal for denial in pair.evidence_clause.denials):
        return
    for amount in pair.evidence_clause.amounts:
        is_counted = any(not keys.isdisjoint(amount.counted) for keys in of_none.reach)
        if amount.kind in _PARTS and is_counted and pair.evidence_clause.is_denied:
            yield Conflict("quantifier", of_none.form, amount.form)
            return


def turns_amount(pair: Pair) -> bool:
    """True if one side says "not all were on time" and the other that "some were late"."""
    kinds = [
        {amount.kind for amount in clause.amounts} for clause in (pair.claim_clause, pair.evidence_clause)
    ]
    return any("notall" in first and "some" in second for first, second in (kinds, kinds[::-1]))


def _is_half(amount: Amount, other: Clause) -> bool:
    """True for half of something where the other side says 50 %: values are checked separately."""
    return amount.kind == "half" and any(item.form == "50" for item in other.items)


def _comparable(amount: Amount, clause: Clause) -> list[Amount]:
    """Returns the amounts of a clause that count the same thing; frequencies always compare."""
    same = [other for other in clause.amounts if not other.counted.isdisjoint(amount.counted)]
    if same:
        return same
    is_frequency = amount.kind in _FREQUENCIES
    return [other for other in clause.amounts if (other.kind in _FREQUENCIES) == is_frequency]


def _speaks_of(clause: Clause, amount: Amount) -> bool:
    return any(not item.keys.isdisjoint(amount.counted) for item in clause.items)
