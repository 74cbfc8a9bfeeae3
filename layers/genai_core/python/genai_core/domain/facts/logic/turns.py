"""Claims that turn a statement round twice, and so say the same.

What is "free of lead" contains no lead, what is open "except on Mondays" is closed on Mondays, and what
happens "unless it snows" does not happen if it snows.
"""

from __future__ import annotations

from collections.abc import Sequence

from genai_core.domain.facts.conflict import Conflict
from genai_core.domain.facts.logic.clauses import Item
from genai_core.domain.facts.logic.statements import Pair

TURNING = ("negation", "opposite", "exception")
"""Kinds of conflicts that one of the same kinds makes up for."""
_CONDITION = {"if", "unless"}


def denies_otherwise(pair: Pair) -> bool:
    """True if both sides deny the same word, one by "without" and the other by "no"."""
    if pair.said.is_denied == pair.found.is_denied:
        return False
    matches = ((item, pair.match(item)) for item in pair.said.items if item.denial)
    return any(other is not None and other.denial for _, other in matches)


def turns_exception(pair: Pair, opposed: Sequence[Conflict], *, is_made_up: bool) -> bool:
    """True if the claim says the opposite of a rule about what the rule excepts."""
    is_opposite = pair.said.is_denied != pair.found.is_denied or is_made_up or bool(opposed)
    return is_opposite and not pair.said.excepted and excepted_item(pair) is not None


def excepted_item(pair: Pair) -> Item | None:
    """Returns the claim's word for what the evidence excepts; None if it speaks of something else."""
    heads = pair.found.excepted[:1]
    return next((item for item in pair.said.items for head in heads if not head.isdisjoint(item.keys)), None)


def without_turned_condition(conflicts: Sequence[Conflict]) -> tuple[list[Conflict], bool]:
    """Returns the conflicts without an "if" for "unless" that a denial makes up for; True if it was there."""
    conditions = [
        one for one in conflicts if one.kind == "condition" and {one.claim, one.evidence} == _CONDITION
    ]
    denials = [one for one in conflicts if one.kind == "negation"]
    if not conditions or not denials:
        return list(conflicts), False
    return [one for one in conflicts if one not in (*conditions, *denials)], True
