"""Compare bounds of times: "by 9" is "no later than 9", and "not before 9" is "from 9"."""

from __future__ import annotations

from functools import cache

from genai_core.domain.facts.logic.clauses import Clause, Item
from genai_core.domain.facts.logic.concepts import keys_of_any
from genai_core.domain.facts.logic.statements import Pair

TIME_ROLES = ("before", "after", "until", "from")
_UPPER = frozenset(("before", "until"))
_TURNED = {"before": frozenset(("from",)), "after": _UPPER}
"""What "not before" and "not after" say without the denial."""
_LASTING = ("open", "valid", "remain", "run", "last", "available", "continue", "apply", "close", "keep")


def time_role(item: Item, language: str) -> str:
    """Returns the role of a word as a bound in time: English "by 9" is "until 9"; empty for none."""
    if item.role == "by" and language == "english" and item.is_value:
        return "until"
    return item.role if item.role in TIME_ROLES else ""


def are_deadlines(roles: tuple[str, str], pair: Pair) -> bool:
    """True for "by 9" beside "before 9" in a duty; what is open until 9 is not open before 9 alone."""
    return (
        frozenset(roles) == _UPPER
        and any(clause.modal in ("must", "should") or clause.mentions(_due()) for clause in pair.both_ways[0])
        and not any(clause.mentions(_lasting()) for clause in pair.both_ways[0])
    )


def bounds_alike(pair: Pair) -> bool:
    """True if one side denies a time before a bound and the other says "from" it, or "not after" and "by"."""
    if pair.one_denied is None:
        return False
    denying, other = pair.one_denied
    language = pair.claim.language if denying is pair.claim_clause else pair.evidence.language
    wanted = next((_TURNED[role] for role in _roles(denying, language) if role in _TURNED), frozenset[str]())
    other_language = pair.evidence.language if denying is pair.claim_clause else pair.claim.language
    return not wanted.isdisjoint(_roles(other, other_language))


def _roles(clause: Clause, language: str) -> list[str]:
    return [role for item in clause.items if item.is_value and (role := time_role(item, language))]


@cache
def _due() -> frozenset[str]:
    return keys_of_any(("due", "payable", "deadline"))


@cache
def _lasting() -> frozenset[str]:
    return keys_of_any(_LASTING)
