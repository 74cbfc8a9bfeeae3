"""Find which number of a sentence counts the same things as the claim's, and which is part of a ratio."""

from __future__ import annotations

from collections.abc import Sequence

from genai_core.domain.facts.values.reading import ValueReading
from genai_core.domain.facts.values.value import Value

_RATIO_WORDS = ("in", "out of", "in every", "von", "sur", "de cada", "su", "em cada", "op de")
_NOUN_LETTERS_KEPT = 5
"""Leading letters by which two words for the counted thing are the same."""


def of_another(value: Value, matches: Sequence[Value], rivals: Sequence[Value]) -> Value | None:
    """Returns the number that counts the same things as the claim's, if no match does.

    "84 cars and 600 passengers" does not support 600 cars, and "three of the seven islands are inhabited" not
    seven.
    """
    if value.kind != "number" or value.is_whole:
        return None
    counted: Value | None = None
    for match in matches:
        counted = next((rival for rival in rivals if _is_counted_rather(value, match, rival)), None)
        if counted is None:
            return None
    return counted


def _is_counted_rather(value: Value, match: Value, rival: Value) -> bool:
    if match.sentence != rival.sentence or match.column >= 0 or rival.kind != "number" or rival.is_vague:
        return False
    if match.is_whole:
        # The part has the surrounding words as context, the whole only its noun.
        return not rival.is_whole and len(value.context & (match.context | rival.context)) > 1
    if rival.is_whole and rival.end < match.start:
        return False  # "Of the 80 patients, 64 recovered": 64 patients did
    own, its, other = (_noun(each) for each in (value, match, rival))
    return bool(own and its) and own == other and own != its


def _noun(value: Value) -> str:
    return "" if value.unit is not None else value.noun.rstrip("s")[:_NOUN_LETTERS_KEPT]


def is_part_of_ratio(value: Value, claim: ValueReading) -> bool:
    """True for the "one" of "one in three"."""
    return any(
        other.is_whole and claim.text[value.end : other.start].strip() in _RATIO_WORDS
        for other in claim.values
    )
