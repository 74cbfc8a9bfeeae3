"""Find conflicts over who acts: agents of passives, objects of an "inspection of", the taller of two."""

from __future__ import annotations

from collections.abc import Iterator

from genai_core.domain.facts.conflict import Conflict
from genai_core.domain.facts.logic.statements import Pair, find_item

_OBJECT_LAST = ("english", "french")
"""Languages whose objects follow the verb."""


def actor_conflicts(pair: Pair) -> Iterator[Conflict]:
    """Yields a word that acts in the claim where another acts in the evidence; nothing if there is none."""
    conflicts = [
        *_agent_conflicts(pair),
        *_object_conflicts(pair),
        *_measure_conflicts(pair),
        *_later_subject_conflicts(pair),
    ]
    yield from conflicts[:1]


def _later_subject_conflicts(pair: Pair) -> Iterator[Conflict]:
    """Yields who acts in the claim, if the evidence names them only after "after" or "before".

    "Police arrested two men after a guard called" does not say that the guard arrested them.
    """
    claim, evidence = pair.claim_clause, pair.evidence_clause
    if pair.claim.language not in _OBJECT_LAST or claim.is_passive or evidence.is_passive:
        return
    subject = next((item for item in claim.items if not item.is_value), None)
    actor = next((item for item in evidence.items if not item.is_value), None)
    if subject is None or actor is None or subject.role or actor.role or find_item(claim.items, actor):
        return
    named = find_item(evidence.items, subject)
    if named is None or named.role not in ("after", "before"):
        return
    begun = evidence.items[: evidence.items.index(named)]
    if sum(find_item(begun, item) is not None for item in claim.items) > 1:
        yield Conflict("role", subject.form, actor.form)


def _object_conflicts(pair: Pair) -> Iterator[Conflict]:
    """Yields the one who inspects in the evidence, if the claim is about their own inspection."""
    if (
        pair.evidence.language not in _OBJECT_LAST
        or pair.evidence_clause.is_passive
        or not pair.evidence_clause.items
    ):
        return
    for at, act in enumerate(pair.claim_clause.items[:-1]):
        verb = find_item(pair.evidence_clause.items, act)
        if verb is None or verb is pair.evidence_clause.items[0] or verb.role or verb.form == act.form:
            continue
        position = pair.evidence_clause.items.index(verb)
        objects = [
            item for item in pair.evidence_clause.items[position + 1 :] if not item.role and not item.is_value
        ]
        done_to = [item for item in pair.claim_clause.items[at + 1 :] if item.role == "of"]
        if not objects or not done_to or any(find_item(pair.claim_clause.items, item) for item in objects):
            continue
        if find_item(pair.evidence_clause.items[:position], done_to[0]):
            yield Conflict("role", done_to[0].form, objects[0].form)
            return


def _measure_conflicts(pair: Pair) -> Iterator[Conflict]:
    """Yields the one of two that the claim calls taller, if the evidence says that the other is taller."""
    if pair.claim_clause.has_than or not pair.evidence_clause.has_than:
        return
    lower = [item for item in pair.evidence_clause.items if item.role == "than"]
    upper = [item for item in pair.evidence_clause.items if not item.role]
    for item in (item for item in pair.claim_clause.items if not item.role):
        is_lower = find_item(lower, item) is not None and find_item(upper, item) is None
        is_measured = any(
            find_item(pair.evidence_clause.items, other)
            for other in pair.claim_clause.items
            if other is not item
        )
        others = [upper_item for upper_item in upper if find_item(lower, upper_item) is None]
        if is_lower and is_measured and others and not find_item(pair.claim_clause.items, others[0]):
            yield Conflict("role", item.form, others[0].form)
            return


def _agent_conflicts(pair: Pair) -> Iterator[Conflict]:
    """Yields a passive's agent ("confirmed by the council") if the active's subject is another word."""
    if pair.claim_clause.is_passive == pair.evidence_clause.is_passive:
        return
    passive, active = (
        (pair.claim_clause, pair.evidence_clause)
        if pair.claim_clause.is_passive
        else (pair.evidence_clause, pair.claim_clause)
    )
    subject = active.items[0] if active.items else None
    other = find_item(passive.items, subject) if subject else None
    if subject is None or other is None or subject.role or other.role == "by" or subject.is_value:
        return
    if any(item.role == "by" and item.is_value for item in passive.items):
        return  # "extended by one year"
    for agent in (item for item in passive.items if item.role == "by" and item.is_head):
        acted = find_item(active.items, agent)
        if acted is not None and acted.role not in ("", "by"):
            yield Conflict("role", subject.form, agent.form)
            return
