"""Match different ways to say who may do something, and when, or that nobody may.

"Closed to lorries" is "lorries may not use it", "only nurses" is "nobody but nurses", "unless it rains" is
"if it does not rain", and a place is empty if nobody is there.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from genai_core.domain.facts.conflict import Conflict
from genai_core.domain.facts.logic.clauses import Clause
from genai_core.domain.facts.logic.concepts import keys_of, keys_of_any, opposites_of, unprefixed
from genai_core.domain.facts.logic.denials import PLAIN
from genai_core.domain.facts.logic.statements import Pair

_CONDITIONS = ("if", "when")
_EMPTY = ("empty", "uninhabited", "unoccupied", "deserted", "vacant", "unstaffed", "unattended", "cancel")
_USES = ("use", "access", "enter", "visit", "go", "cross", "admission", "admit", "allow", "welcome")
_NOBODY = frozenset(
    (
        *("nobody", "no one", "no", "niemand", "keiner", "kein", "keine", "keinen", "keinem", "keines"),
        *("personne", "aucun", "aucune", "nadie", "ningún", "ninguno", "ninguna", "nessuno", "nessuna"),
        *("ninguém", "nenhum", "nenhuma", "geen"),
    )
)


def restricts_alike(pair: Pair) -> bool:
    """True if both sides limit something to the same people or things, in different words."""
    return excepts_all_but(pair) or needs_only(pair) or excludes_others(pair)


def excepts_all_but(pair: Pair) -> bool:
    """True if one side says "nobody but nurses" and the other "only nurses"."""
    return any(
        excepting.is_denied
        and limiting.has_only
        and not limiting.is_denied
        and any(not head.isdisjoint(limiting.limited) for head in excepting.excepted[:1])
        for excepting, limiting in pair.both_ways
    )


def turns_unless(pair: Pair) -> bool:
    """True if one side says "unless" and the other "if ... not"."""
    claim, evidence = pair.claim_clause, pair.evidence_clause
    intros = {claim.intro, evidence.intro}
    return (
        "unless" in intros
        and bool(intros.intersection(_CONDITIONS))
        and claim.is_denied != evidence.is_denied
    )


def is_emptied(pair: Pair) -> bool:
    """True if one side says that nobody is there and the other that it is empty."""
    if pair.one_denied is None:
        return False
    denying, other = pair.one_denied
    is_nobody = any(denial.form in _NOBODY for denial in denying.denials)
    return is_nobody and bool(_forms(other, _empty()))


def needs_only(pair: Pair) -> bool:
    """True if one side says that something is required and the other that it is not possible without.

    "Use requires consent" is "only with consent"; "you must be a member to vote" is "only members may vote".
    """
    return any(
        limiting.has_only
        and not limiting.is_denied
        and not requiring.is_denied
        and not requiring.has_only
        and _requires(requiring, limiting.limited)
        for limiting, requiring in pair.both_ways
    )


def _requires(clause: Clause, limited: frozenset[str]) -> bool:
    position = next((at for at, item in enumerate(clause.items) if not item.keys.isdisjoint(limited)), -1)
    if position < 0:
        return False
    if clause.modal == "must":
        after = [item for item in clause.items if item.start > clause.modal_start]
        return bool(after) and after[0] is clause.items[position]
    return any(not item.keys.isdisjoint(_required()) for item in clause.items)


def excludes_others(pair: Pair) -> bool:
    """True if one side says "only members" and the other that non-members may not."""
    return any(
        limiting.has_only
        and not limiting.is_denied
        and excluding.is_denied
        and _names_others(excluding, limiting.limited, language)
        for limiting, excluding, language in (
            (pair.claim_clause, pair.evidence_clause, pair.evidence.language),
            (pair.evidence_clause, pair.claim_clause, pair.claim.language),
        )
    )


def _names_others(clause: Clause, limited: frozenset[str], language: str) -> bool:
    """True for "non-members", for "children" beside "only adults", and for "who are not members".

    The last needs another word that is denied too.
    """
    has_two = sum(denial.kind == PLAIN for denial in clause.denials) > 1
    return any(
        not limited.isdisjoint(unprefixed(item.form, language))
        or any(opposite.key in limited for opposite in opposites_of(item.keys))
        or (has_two and item.denial == PLAIN and not item.keys.isdisjoint(limited))
        for item in clause.items
    )


def lost_conflicts(pair: Pair) -> Iterator[Conflict]:
    """Yields what the claim states without the word that restricts or cancels it in the evidence."""
    yield from _access_conflicts(pair)
    yield from _cancellation_conflicts(pair)


def _access_conflicts(pair: Pair) -> Iterator[Conflict]:
    """Yields what the claim calls closed to all, if it is closed only to some."""
    if (
        not pair.evidence_clause.has_access
        or pair.claim_clause.has_access
        or not pair.evidence_clause.is_denied
    ):
        return
    item = next((item for item in pair.claim_clause.items if not item.keys.isdisjoint(_closed())), None)
    others = [other for other in pair.claim_clause.items if other is not item]
    if item is not None and all(map(pair.match, others)) and len(others) < len(pair.evidence_clause.items):
        yield Conflict("exception", item.form, "only")


def _cancellation_conflicts(pair: Pair) -> Iterator[Conflict]:
    """Yields an event that takes place in the claim, if the evidence only says that it is cancelled."""
    if (
        pair.claim_clause.is_denied
        or pair.evidence_clause.is_denied
        or not all(map(pair.match, pair.claim_clause.items))
    ):
        return
    if len(pair.evidence_clause.items) != len(pair.claim_clause.items) + 1:
        return
    cancelled = next(
        (item for item in pair.evidence_clause.items[1:] if not item.keys.isdisjoint(_cancelled())), None
    )
    if cancelled is not None and not any(cancelled is pair.match(item) for item in pair.claim_clause.items):
        yield Conflict("opposite", pair.claim_clause.items[0].form, cancelled.form)


def tells_access(pair: Pair) -> bool:
    """True if one side says to whom something is open or closed, and the other who may or may not use it."""
    return (
        pair.claim_clause.has_access != pair.evidence_clause.has_access
        and pair.claim_clause.modal == pair.evidence_clause.modal == "may"
    )


def restricting_words(pair: Pair) -> frozenset[str]:
    """Returns the claim's words that the evidence expresses by others, such as "use" for "closed to"."""
    emptying = _forms(pair.claim_clause, _empty()) if is_emptied(pair) else frozenset[str]()
    using = _forms(pair.claim_clause, _uses()) if pair.evidence_clause.has_access else frozenset[str]()
    return emptying | using


def _forms(clause: Clause, keys: frozenset[str]) -> frozenset[str]:
    return frozenset(item.form for item in clause.items if not item.keys.isdisjoint(keys))


@cache
def _empty() -> frozenset[str]:
    return keys_of_any(_EMPTY)


@cache
def _required() -> frozenset[str]:
    return keys_of("compulsory", "english")


@cache
def _cancelled() -> frozenset[str]:
    return keys_of("cancel", "english")


@cache
def _closed() -> frozenset[str]:
    return keys_of("close", "english")


@cache
def _uses() -> frozenset[str]:
    return keys_of_any(_USES)
