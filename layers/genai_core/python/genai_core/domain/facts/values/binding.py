"""If the place where a claim's value stands is the place that the claim speaks of.

Two values of one kind are told apart by the words that only one of them belongs to. The claim's value is
another's if the claim uses words that only a rival belongs to, and none that only the match belongs to.
"""

from __future__ import annotations

from collections.abc import Sequence

from genai_core.domain.facts.values.value import Value

_FULL = 0.8
_HARDLY = 0.34
_ALIKE = 0.5
_MIN_WORDS = 2
_LABEL_WORDS = 3


def owner(claim: Value, matches: Sequence[Value], rivals: Sequence[Value]) -> Value | None:
    """Returns the rival that the claim speaks of rather than of any match; None if a match is as good."""
    stronger: Value | None = None
    for match in matches:
        stronger = next((rival for rival in rivals if _is_rather(claim.context, match, rival)), None)
        if stronger is None:
            return None
    return stronger


def _is_rather(said: frozenset[str], match: Value, rival: Value) -> bool:
    if match.group != rival.group:
        return False
    if match.column == 0 and rival.column != 0:
        return False
    only_match, only_rival = match.context - rival.context, rival.context - match.context
    if not only_match or said & only_match or not said & only_rival:
        return False
    is_near = match.sentence == rival.sentence or (match.column >= 0 and match.column == rival.column)
    if len(only_rival) <= _LABEL_WORDS and only_rival <= said:
        return True  # "Adults: 14 euros. Children: 6 euros."
    return is_near or _is_statement_of(said, match, rival, only_rival)


def _is_statement_of(said: frozenset[str], match: Value, rival: Value, only_rival: frozenset[str]) -> bool:
    """True if a rival in another sentence says nearly all that the claim says, and the match does not."""
    if len(said) < _MIN_WORDS:
        return False
    covered = len(said & rival.context) / len(said)
    if covered < _FULL:
        return False
    missed = len(said & match.context) / len(said)
    return missed <= _HARDLY or len(said & only_rival) > _ALIKE * len(only_rival)
