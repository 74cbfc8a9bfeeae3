"""Find conflicts of polarity: one side denies what the other affirms, or uses an opposite word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from genai_core.domain.facts.conflict import Conflict
from genai_core.domain.facts.logic.clauses import Clause, Item
from genai_core.domain.facts.logic.concepts import keys_of, opposites_of, unprefixed_keys
from genai_core.domain.facts.logic.denials import PHRASE, Denial
from genai_core.domain.facts.logic.statements import Pair


def opposite_conflicts(pair: Pair) -> tuple[list[Conflict], bool]:
    """Returns the conflicts of opposites, and whether an opposite cancels a denial.

    "Forbidden" matches "not allowed": if one of two words must hold, denying one affirms the other.
    """
    conflicts: list[Conflict] = []
    makes_up = False
    for item in (*pair.claim_clause.items, *pair.claim_clause.permits):
        if pair.has(item):
            continue
        for other, is_complement in _opposite_items(item, pair):
            differ = _is_denied(item, pair.claim_clause) != _is_denied(other, pair.evidence_clause)
            if differ:
                makes_up = makes_up or is_complement or _is_denied(item, pair.claim_clause)
            if not differ or not (is_complement or _is_denied(item, pair.claim_clause)):
                conflicts.append(Conflict("opposite", item.form, other.form))
            break
    return [*conflicts, *_counted_conflicts(pair), *_particle_conflicts(pair)], makes_up


def _counted_conflicts(pair: Pair) -> Iterator[Conflict]:
    """Yields what is "normally open" in the claim, if it is "normally closed, and opens" in the evidence."""
    if pair.claim_clause.is_denied != pair.evidence_clause.is_denied:
        return
    for amount in pair.claim_clause.amounts:
        opposed = {opposite.key for opposite in opposites_of(amount.counted)}
        same = [other.counted for other in pair.evidence_clause.amounts if other.kind == amount.kind]
        if same and all(amount.counted.isdisjoint(keys) and not opposed.isdisjoint(keys) for keys in same):
            hits = (item for item in pair.claim_clause.items if not item.keys.isdisjoint(amount.counted))
            item = next(hits, None)
            if item is not None and pair.has(item):
                yield Conflict("opposite", item.form, _form_of(same[0], pair.evidence_clause))
                return


def _opposite_items(item: Item, pair: Pair) -> Iterator[tuple[Item, bool]]:
    """Yields the evidence's words that exclude a word of the claim and that the claim does not have."""
    free = [
        other
        for other in (*pair.evidence_clause.items, *pair.evidence_clause.permits)
        if not _is_stated(pair.claim_clause, other)
    ]
    opposites = {opposite.key: opposite.is_complement for opposite in opposites_of(item.keys)}
    denied_keys = unprefixed_keys(item.form, pair.claim.language)
    for other in free:
        kinds = [opposites[key] for key in other.keys if key in opposites]
        if not other.keys.isdisjoint(denied_keys) or _denies_by_prefix(other, item, pair):
            yield other, True
        elif kinds:
            yield other, all(kinds)


def _denies_by_prefix(other: Item, item: Item, pair: Pair) -> bool:
    return not item.keys.isdisjoint(unprefixed_keys(other.form, pair.evidence.language))


def _particle_conflicts(pair: Pair) -> Iterator[Conflict]:
    evidence_keys = frozenset(key for _, keys in pair.evidence_clause.particles for key in keys)
    claim = frozenset(key for _, keys in pair.claim_clause.particles for key in keys)
    for form, keys in pair.claim_clause.particles:
        if not evidence_keys.isdisjoint(keys):
            continue
        opposed = {opposite.key for opposite in opposites_of(keys)}
        rival = next((other for other, own in _told_places(pair) if not opposed.isdisjoint(own)), None)
        if rival is not None and opposed.isdisjoint(claim):
            yield Conflict("opposite", form, rival)


def _told_places(pair: Pair) -> Iterator[tuple[str, frozenset[str]]]:
    """Yields the evidence's particles, and "front" of "in front of", the opposite of "behind"."""
    yield from pair.evidence_clause.particles
    sides = keys_of("front", "english") | keys_of("rear", "english")
    yield from (
        (item.form, item.keys) for item in pair.evidence_clause.items if not item.keys.isdisjoint(sides)
    )


def negation_conflicts(pair: Pair, *, is_made_up: bool) -> Iterator[Conflict]:
    """Yields what one side denies and the other affirms; at most one conflict per pair of clauses."""
    yield from _phrase_conflicts(pair)
    claim, evidence = pair.claim_clause, pair.evidence_clause
    if is_made_up or claim.is_denied == evidence.is_denied:
        if not is_made_up:
            yield from _crossed_conflicts(pair)
        return
    if claim.is_denied:
        if not _names_exception(pair):
            yield from _denied_in_claim(pair)
    else:
        yield from tuple(_denied_in_evidence(pair)) or _crossed_conflicts(pair)


def _denied_in_claim(pair: Pair) -> Iterator[Conflict]:
    """Handles a denial in the claim: a conflict if the evidence has the same word, else open."""
    denials = list(_clause_denials(pair.claim_clause))
    for denial in denials:
        met = [item for item in pair.evidence_clause.items if _meets(denial.first, item)]
        if met and (pair.evidence_clause.is_cancelled or not all(item.denial for item in met)):
            yield Conflict("negation", denial.form, met[0].form)
        if met:
            return
    yield Conflict("negation", denials[0].form if denials else "not")


def _denied_in_evidence(pair: Pair) -> Iterator[Conflict]:
    """Handles a denial in the evidence: a conflict if the claim has its word, open if a word in its scope."""
    for denial in _clause_denials(pair.evidence_clause):
        hit = next((item for item in pair.claim_clause.items if _meets(denial.first, item)), None)
        if hit and hit.denial:
            return
        if hit or not denial.first:
            yield Conflict("negation", hit.form if hit else pair.claim_clause.items[0].form, denial.form)
            return
        met = sum(any(_meets((keys,), item) for item in pair.claim_clause.items) for keys in denial.reach)
        if met and met * 2 >= len(denial.reach):
            yield Conflict("negation", denial.form)
            return


def _crossed_conflicts(pair: Pair) -> Iterator[Conflict]:
    """Yields a word that one side denies directly, although both sides deny, or affirm, something."""
    if pair.evidence_clause.is_cancelled or not any(other.denial for other in _all_items(pair)):
        return
    for item in pair.claim_clause.items:
        positions = [other for other in _all_items(pair) if not other.keys.isdisjoint(item.keys)]
        if not positions or item.denial == PHRASE or _is_denied_too(item, pair):
            continue
        if (
            all(other.denial and other.denial != PHRASE for other in positions)
            and not pair.claim_clause.is_denied
        ):
            yield Conflict("negation", item.form, "not " + positions[0].form)
            return


def _phrase_conflicts(pair: Pair) -> Iterator[Conflict]:
    """Yields a word that one side is "without" and the other has."""
    for item in pair.claim_clause.items:
        same = [other for other in pair.evidence_clause.items if not other.keys.isdisjoint(item.keys)]
        if not same or any((item.denial == PHRASE) == (other.denial == PHRASE) for other in same):
            continue
        other = same[0]
        inner = pair.claim_clause.is_denied if item.denial == PHRASE else pair.evidence_clause.is_denied
        outer = pair.evidence_clause.is_denied if item.denial == PHRASE else pair.claim_clause.is_denied
        if not (outer or inner):
            yield Conflict("negation", item.form, other.form)
            return


def _is_denied_too(item: Item, pair: Pair) -> bool:
    """True if the claim has the word a second time, denied."""
    items = (other for clause in pair.claim.clauses for other in clause.items)
    return any(other.denial and not other.keys.isdisjoint(item.keys) for other in items)


def _names_exception(pair: Pair) -> bool:
    """True if the claim denies something of what the evidence excepts: "is not open on Mondays"."""
    return any(
        not keys.isdisjoint(item.keys)
        for keys in pair.evidence_clause.excepted
        for item in pair.claim_clause.items
    )


def _all_items(pair: Pair) -> Iterator[Item]:
    return (item for clause in pair.evidence.clauses for item in clause.items)


def _clause_denials(clause: Clause) -> Iterator[Denial]:
    return (denial for denial in clause.denials if denial.kind != PHRASE)


def _is_denied(item: Item, clause: Clause) -> bool:
    """True also for "need not pay", which denies that something is to be paid."""
    is_unneeded = clause.modal == "neednot" and not item.keys.isdisjoint(keys_of("pay", "english"))
    return (clause.is_denied or is_unneeded) != (item.denial == PHRASE)


def _meets(scopes: Iterable[frozenset[str]], item: Item) -> bool:
    return any(not keys.isdisjoint(item.keys) for keys in scopes)


def _form_of(keys: frozenset[str], clause: Clause) -> str:
    return next((item.form for item in clause.items if not item.keys.isdisjoint(keys)), "")


def _is_stated(clause: Clause, item: Item) -> bool:
    return any(not other.keys.isdisjoint(item.keys) for other in clause.items)
