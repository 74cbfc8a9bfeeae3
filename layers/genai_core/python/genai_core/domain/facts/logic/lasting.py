"""Match "until" with the end of something, and "since" with its beginning.

"Open until 6 pm" is "closes at 6 pm", "valid until 30 June" is "expires on 30 June", and "open since May" is
"opened in May". The times themselves are compared as values.
"""

from __future__ import annotations

from functools import cache

from genai_core.domain.facts.logic.clauses import Clause, Item
from genai_core.domain.facts.logic.concepts import keys_of_any, opposites_of
from genai_core.domain.facts.logic.statements import Pair

_ENDING = ("end", "close", "expire", "stop", "finish", "lapse", "terminate")
_BEGINNING = ("start", "open", "begin", "launch", "reopen", "resume")
_RANGE_STARTS = frozenset(("from", "between", "de", "du", "das", "dalle", "dal", "von", "van"))
_RANGE_ENDS = frozenset(("to", "until", "between", "à", "au", "a", "às", "alle", "al", "bis", "tot"))
_TIMES = frozenset(("until", "from", "before", "after"))


def turned_words(pair: Pair) -> frozenset[str] | None:
    """Returns the claim's words for a period or its end if the evidence has the other; else None.

    One side says "until" and the other that something ends, or "since" and that it begins.
    """
    if pair.claim_clause.is_denied != pair.evidence_clause.is_denied:
        return None
    for role, verbs in (("until", _ending()), ("from", _beginning())):
        for lasting, turning in pair.both_ways:
            verb = _verb(turning, verbs)
            is_opposite = role == "from" and verb is not None and _has_opposite(lasting, verb)
            if (
                verb is not None
                and not is_opposite
                and _lasts(lasting, role, verbs)
                and _names_time(turning, verb)
            ):
                return frozenset(_forms(pair.claim_clause, verb, turning))
    return _until_it_begins(pair)


def _until_it_begins(pair: Pair) -> frozenset[str] | None:
    """Returns the words by which one side says "closed until June" and the other "opens in June"."""
    for lasting, turning in pair.both_ways:
        verb = _verb(turning, _beginning())
        is_until = any(item.role == "until" and item.is_value for item in lasting.items)
        if verb is not None and is_until and _has_opposite(lasting, verb) and _names_time(turning, verb):
            return frozenset(_forms(pair.claim_clause, verb, turning))
    return None


def _has_opposite(clause: Clause, verb: Item) -> bool:
    """True for "closed since May" beside "opened in May"."""
    opposed = {opposite.key for opposite in opposites_of(verb.keys)}
    return any(not item.keys.isdisjoint(opposed) for item in clause.items)


def _forms(claim: Clause, verb: Item, turning: Clause) -> list[str]:
    """Returns the claim's verb, or its word for the state that the other side's verb ends."""
    if claim is turning:
        return [verb.form]
    opposed = {opposite.key for opposite in opposites_of(verb.keys)} | _states()
    return [item.form for item in claim.items if not item.keys.isdisjoint(opposed)]


def _lasts(clause: Clause, role: str, verbs: frozenset[str]) -> bool:
    """True for "open until 18:00": something lasts until a time, and no word says that it ends."""
    times = [item for item in clause.items if item.is_value]
    has_start = any(item.role in _RANGE_STARTS for item in times)
    is_range = has_start and times[-1].role in _RANGE_ENDS
    is_timed = is_range or any(item.role == role for item in times)
    return is_timed and _verb(clause, verbs) is None


def _names_time(clause: Clause, verb: Item) -> bool:
    """True for "closes at 18:00", a time without "before" or "after"."""
    times = [item for item in clause.items if item.is_value]
    return bool(times) and not any(item.role in _TIMES for item in (*times, verb))


def _verb(clause: Clause, verbs: frozenset[str]) -> Item | None:
    return next((item for item in clause.items if not item.keys.isdisjoint(verbs)), None)


@cache
def _ending() -> frozenset[str]:
    return keys_of_any(_ENDING)


@cache
def _beginning() -> frozenset[str]:
    return keys_of_any(_BEGINNING)


@cache
def _states() -> frozenset[str]:
    return keys_of_any(("valid", "open", "run", "last", "available", "continue", "apply"))
