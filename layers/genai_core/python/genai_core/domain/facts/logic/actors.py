"""Conflicts of who acts: the agent of a passive, the object of an "inspection of", the taller of two."""

from __future__ import annotations

from collections.abc import Iterator

from genai_core.domain.facts.conflict import Conflict
from genai_core.domain.facts.logic.clauses import Item
from genai_core.domain.facts.logic.statements import Pair, find_item
from genai_core.domain.facts.values.reading import is_value_form

_OBJECT_LAST = ("english", "french")
"""Languages whose objects stand behind the verb."""


def actor_conflicts(pair: Pair) -> Iterator[Conflict]:
    """Yields one word that does in the claim what another does in the evidence; nothing if there is none."""
    found = [*_agent_conflicts(pair), *_object_conflicts(pair), *_measure_conflicts(pair)]
    yield from found[:1]


def _object_conflicts(pair: Pair) -> Iterator[Conflict]:
    """Yields who inspects in the evidence, if the claim speaks of the inspection of them."""
    if pair.there.language not in _OBJECT_LAST or pair.found.is_passive or not pair.found.items:
        return
    for at, act in enumerate(pair.said.items[:-1]):
        verb = find_item(pair.found.items, act)
        if verb is None or verb is pair.found.items[0] or verb.role or verb.form == act.form:
            continue
        place = pair.found.items.index(verb)
        objects = [item for item in pair.found.items[place + 1 :] if not item.role and not _is_value(item)]
        done_to = [item for item in pair.said.items[at + 1 :] if item.role == "of"]
        if not objects or not done_to or any(find_item(pair.said.items, item) for item in objects):
            continue
        if find_item(pair.found.items[:place], done_to[0]):
            yield Conflict("role", done_to[0].form, objects[0].form)
            return


def _measure_conflicts(pair: Pair) -> Iterator[Conflict]:
    """Yields what the claim calls the taller one of two, if the evidence says that the other is taller."""
    if pair.said.has_than or not pair.found.has_than:
        return
    lower = [item for item in pair.found.items if item.role == "than"]
    upper = [item for item in pair.found.items if not item.role]
    for item in (item for item in pair.said.items if not item.role):
        is_lower = find_item(lower, item) is not None and find_item(upper, item) is None
        is_measured = any(
            find_item(pair.found.items, other) for other in pair.said.items if other is not item
        )
        others = [one for one in upper if find_item(lower, one) is None]
        if is_lower and is_measured and others and not find_item(pair.said.items, others[0]):
            yield Conflict("role", item.form, others[0].form)
            return


def _agent_conflicts(pair: Pair) -> Iterator[Conflict]:
    """Yields who acts in a passive, if another word acts in the active: "confirmed by the council"."""
    if pair.said.is_passive == pair.found.is_passive:
        return
    passive, active = (pair.said, pair.found) if pair.said.is_passive else (pair.found, pair.said)
    subject = active.items[0] if active.items else None
    other = find_item(passive.items, subject) if subject else None
    if subject is None or other is None or subject.role or other.role == "by" or _is_value(subject):
        return
    for agent in (item for item in passive.items if item.role == "by" and item.is_head):
        acted = find_item(active.items, agent)
        if acted is not None and acted.role not in ("", "by"):
            yield Conflict("role", subject.form, agent.form)
            return


def _is_value(item: Item) -> bool:
    return is_value_form(item.form, is_capital=item.is_name)
