"""Find conflicts of modality: what may, must, should, will or is planned to happen, and what did happen."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from genai_core.domain.facts.conflict import Conflict
from genai_core.domain.facts.logic.clauses import Clause
from genai_core.domain.facts.logic.concepts import keys_of, keys_of_any
from genai_core.domain.facts.logic.statements import Pair
from genai_core.domain.facts.values.contexts import measure_of

_SUPPORTS: dict[str, tuple[str, ...]] = {
    "fact": ("fact", "past", "must", "will"),
    "past": ("past", "fact"),
    "must": ("must", "fact", "will"),
    "should": ("should", "fact"),
    "may": ("may", "fact", "past", "will", "might", "neednot"),
    "might": ("might", "may", "fact", "past", "will", "plan"),
    "will": ("will", "fact", "must"),
    "plan": ("plan", "will"),
    "neednot": ("neednot",),
}
"""For each modality of a claim, those that support it. Rules may be stated as facts: "staff wear badges"."""

_CAPACITIES = ("hold", "carry", "seat", "accommodate", "store", "lift", "bear")
"""Verbs with which "can" states a capacity, not a permission."""

_PRICE = "price"
_BOUNDED = ("may", "must", "fact")
_VERB_LAST = ("german", "dutch")


def modality_conflicts(pair: Pair) -> Iterator[Conflict]:
    """Yields the conflict of modality between two clauses that otherwise say the same, if there is one."""
    claim, evidence = _modality(pair.claim_clause), _modality(pair.evidence_clause)
    if evidence != "fact" and claim in ("fact", "past") and _stands_behind(pair):
        return
    if {claim, evidence} <= set(_BOUNDED) and (pair.claim_clause.has_bound or pair.evidence_clause.has_bound):
        return  # what must not be longer than 40 metres may be 40 metres long
    if (
        _is_advice(pair, claim, evidence)
        or evidence in _SUPPORTS[claim]
        or _is_supported_when_denied(pair, claim, evidence)
    ):
        return
    if (claim, evidence) == ("fact", "may") and (
        _is_for_some(pair) or _is_capacity(pair) or _is_available(pair) or _is_price(pair)
    ):
        return
    yield Conflict("modality", claim, evidence)


def is_of_bound(conflict: Conflict) -> bool:
    """True for a conflict of modality that a bound resolves: what may weigh at most 4 kg weighs that."""
    return conflict.kind == "modality" and {conflict.claim, conflict.evidence} <= set(_BOUNDED)


def _is_advice(pair: Pair, claim: str, evidence: str) -> bool:
    """True if one side says "should" and the other "is recommended"."""
    recommended = keys_of("recommended", "english")
    return any(
        modality == "should" and clause.mentions(recommended)
        for modality, clause in ((claim, pair.evidence_clause), (evidence, pair.claim_clause))
    )


def permits_alike(pair: Pair) -> bool:
    """True if both sides allow the same: who may stay up to two days may stay two days."""
    is_denied = pair.claim_clause.is_denied or pair.evidence_clause.is_denied
    return not is_denied and all(map(_permits, pair.both_ways[0]))


def _permits(clause: Clause) -> bool:
    allowed = keys_of("allow", "english")
    return clause.modal == "may" or clause.mentions(allowed)


def _is_for_some(pair: Pair) -> bool:
    """True if both sides name a restricted group: "only members may use" is "for members only"."""
    return pair.claim_clause.has_only and pair.evidence_clause.has_only


def _is_capacity(pair: Pair) -> bool:
    """True for "can hold 20 kg": a capacity is a fact, not a permission."""
    return pair.evidence_clause.mentions(_capacities())


def _is_available(pair: Pair) -> bool:
    """True if "can be had" matches "tickets are available", "valid" or "possible"."""
    available = keys_of_any(("available", "valid", "possible"))
    return any(not item.keys.isdisjoint(available) for item in pair.claim_clause.items)


def _is_price(pair: Pair) -> bool:
    """True for "costs 6 euros to rent" of what can be rented for 6 euros."""
    prices = [any(measure_of(item.form) == _PRICE for item in clause.items) for clause in pair.both_ways[0]]
    return prices == [True, False] and any(item.is_value for item in pair.evidence_clause.items)


def _is_voluntary(clause: Clause) -> bool:
    voluntary = keys_of("voluntary", "english")
    return not clause.is_denied and any(not item.keys.isdisjoint(voluntary) for item in clause.items)


@cache
def _capacities() -> frozenset[str]:
    return frozenset(key for key in keys_of_any(_CAPACITIES) if not key.startswith("@"))


def _stands_behind(pair: Pair) -> bool:
    """True for a modal after everything that the claim repeats: "are used to try to ...".

    Not for languages in which verbs come last.
    """
    if pair.evidence.language in _VERB_LAST or not pair.evidence_clause.modal:
        return False
    shared = [other.start for item in pair.claim_clause.items if (other := pair.match(item)) is not None]
    return bool(shared) and max(shared) < pair.evidence_clause.modal_start


def _is_supported_when_denied(pair: Pair, claim: str, evidence: str) -> bool:
    """True for denials with the same result: "does not happen" and "may not happen"."""
    if claim == "neednot" and evidence == "fact":
        return pair.evidence_clause.is_denied or _is_voluntary(pair.evidence_clause)
    if claim == "fact" and evidence == "neednot":
        return _is_voluntary(pair.claim_clause)
    if not (pair.claim_clause.is_denied and pair.evidence_clause.is_denied):
        return False
    return "neednot" not in (claim, evidence)


def _modality(clause: Clause) -> str:
    return clause.modal or ("past" if clause.is_past else "fact")
