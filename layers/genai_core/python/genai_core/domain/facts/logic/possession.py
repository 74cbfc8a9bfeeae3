"""Find conflicts of possession: "the surgeon's assistant" is not "the assistant's surgeon"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from genai_core.domain.facts.conflict import Conflict
from genai_core.domain.facts.logic.clauses import Item
from genai_core.domain.facts.logic.concepts import opposites_of
from genai_core.domain.facts.logic.owners import Owner
from genai_core.domain.facts.logic.statements import Pair
from genai_core.domain.facts.values.contexts import measure_of

_PARTITIVE = frozenset(
    [
        "group",
        "number",
        "series",
        "range",
        "variety",
        "couple",
        "pair",
        "set",
        "lot",
        "piece",
        "kind",
        "type",
        "form",
        "total",
        "amount",
        "rest",
        "majority",
        "city",
        "town",
        "village",
        "state",
        "island",
        "month",
        "year",
        "name",
        "member",
        "use",
        "sale",
        "owner",
        "user",
        "copy",
    ]
)
"""Words such as "number" that a claim may leave out together with the "of" after them."""


def possession_conflicts(pair: Pair) -> Iterator[Conflict]:
    """Yields an owner that the other side has as the possession, if both sides have all of the words.

    "The entrance on the side of the building" may be called the building's entrance.
    """
    yield from _owner_for_owned(pair)
    claim, evidence = pair.claim_clause.owners, pair.evidence_clause.owners
    news = [
        owner
        for owner in claim
        if not _is_among(owner, evidence) and _are_in(owner, pair.evidence_clause.items)
    ]
    lost = [
        owner for owner in evidence if not _is_among(owner, claim) and _are_in(owner, pair.claim_clause.items)
    ]
    for new in news:
        for missing in lost:
            if not (new.owner.isdisjoint(missing.owned) and new.owned.isdisjoint(missing.owner)):
                yield Conflict(
                    "role", _form(new, pair.claim_clause.items), _form(missing, pair.evidence_clause.items)
                )
                return


def _owner_for_owned(pair: Pair) -> Iterator[Conflict]:
    """Yields an owner that replaces its possession in the claim: "the minister owns it"."""
    claim, evidence = pair.claim_clause.items, pair.evidence_clause.items
    if (
        not (claim and evidence)
        or pair.claim_clause.has_possessive
        or not all(_is_covered(item, pair) for item in claim)
    ):
        return
    if pair.claim_clause.owners:
        return
    for possession in pair.evidence_clause.owners:
        owned = next((item for item in evidence if not item.keys.isdisjoint(possession.first)), None)
        owner = next((item for item in claim if not item.keys.isdisjoint(possession.owner)), None)
        if owned is None or owner is None or pair.match(owned) is not owned or _is_partitive(owned):
            continue
        is_subject = owner is claim[0] and not owner.role and evidence[0] in (owned, pair.match(owner))
        is_left_out = all(item.keys.isdisjoint(possession.first) for item in claim)
        if is_left_out and (is_subject or possession.is_genitive):
            yield Conflict("role", owner.form, owned.form)
            return


def _is_covered(item: Item, pair: Pair) -> bool:
    """True if the evidence has the word, or its converse: "belongs to" for "owns"."""
    opposed = {opposite.key for opposite in opposites_of(item.keys)}
    return pair.match(item) is not None or any(
        not opposed.isdisjoint(other.keys) for other in pair.evidence_clause.items
    )


def _is_partitive(item: Item) -> bool:
    """True for "number of", "price of", "city of": a statement about it is about what follows."""
    return item.form.rstrip("s") in _PARTITIVE or bool(measure_of(item.form))


def _is_among(owner: Owner, others: Sequence[Owner]) -> bool:
    return any(
        not owner.owner.isdisjoint(other.owner) and not owner.owned.isdisjoint(other.owned)
        for other in others
    )


def _are_in(owner: Owner, items: Sequence[Item]) -> bool:
    return all(any(not item.keys.isdisjoint(keys) for item in items) for keys in owner[:2])


def _form(owner: Owner, items: Sequence[Item]) -> str:
    return next(item.form for item in items if not item.keys.isdisjoint(owner.owner))
