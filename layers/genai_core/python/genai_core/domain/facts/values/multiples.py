"""Reckon amounts from multiples of others: "twice as many as in the south, which yields 40 t" is 80 t."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from genai_core.domain.facts.values.reading import ValueReading
from genai_core.domain.facts.values.reckoning import joints, sentence_around, shared, words_of
from genai_core.domain.facts.values.value import Value, same_amount
from genai_core.domain.facts.values.vocabulary import vocabulary
from genai_core.domain.text.words import fold

_AS = re.compile(
    r"(?:mal |fois |veces |vezes |volte |keer )?"
    r"(?:as\b|so|aussi\b|plus\b|mas\b|mais\b|piu\b|zo|of\b|de[li]?\b|d[oa]s?\b|dell[aeo]?\b|des?\b|van\b|que\b)"
)
"""What follows the number of a multiple: "twice as many", "doppelt so viel", "il doppio della botte"."""
_MIN, _MAX = 0.1, 100.0
_NEAR = 30
"""Characters after a multiple that name what is counted: "twice as many apples as"."""


def follows_as_multiple(value: Value, claim: ValueReading, evidence: ValueReading) -> bool:
    """True if an amount of the claim is the stated multiple of another amount, and of what it is said."""
    if value.kind != "number" or not value.amounts or not value.amounts[0].is_point or value.is_year:
        return False
    told = words_of(claim.text, claim.language)
    return any(
        same_amount(_amount(value), factor * _amount(base)) and _is_of(told, multiple, base, evidence)
        for multiple, factor in _multiples(evidence)
        for base in _bases(value, multiple, evidence)
    )


@lru_cache(maxsize=512)
def _multiples(evidence: ValueReading) -> tuple[tuple[Value, float], ...]:
    """Returns the multiples of a text with their factors; "half as long" is one of 0.5."""
    multiples: list[tuple[Value, float]] = []
    listed = vocabulary(evidence.language).weights.get("multiple", {})
    for value in evidence.values:
        if value.kind not in ("frequency", "number") or value.per or value.unit or not value.amounts:
            continue
        is_named = fold(value.text) in listed
        is_compared = _AS.match(fold(evidence.text[value.end : value.end + 12]).lstrip()) is not None
        factor = value.amounts[0].low
        is_multiple = value.kind == "frequency" or is_named or factor < 1.0
        if value.amounts[0].is_point and is_compared and is_multiple and _MIN <= factor <= _MAX:
            multiples.append((value, factor))
    return tuple(multiples)


def _bases(value: Value, multiple: Value, evidence: ValueReading) -> Iterator[Value]:
    """Yields the amounts of the claim's dimension in the multiple's sentence or the one before."""
    for base in evidence.values:
        is_near = 0 <= multiple.sentence - base.sentence <= 1
        is_amount = base.kind == "number" and base.amounts and base.amounts[0].is_point and not base.is_year
        if base is not multiple and is_near and is_amount and _is_same_dimension(value, base):
            yield base


def _is_same_dimension(value: Value, base: Value) -> bool:
    return value.unit is not None and base.unit is not None and value.unit.dimension == base.unit.dimension


def _is_of(told: frozenset[str], multiple: Value, base: Value, evidence: ValueReading) -> bool:
    """True if the claim names what the multiple is said of, not what it is compared with."""
    text, language = evidence.text, evidence.language
    start, end = sentence_around(text, multiple.start, multiple.end)
    begin = max((after for _, after in joints(text, start, multiple.start)), default=start)
    subject = words_of(text[begin : multiple.start], language)
    other = words_of(text[start:begin], language) | words_of(text[multiple.end : end], language)
    counted = words_of(text[multiple.end : multiple.end + _NEAR], language) | words_of(base.text, language)
    is_before = base.end <= multiple.start
    return bool(shared(told, subject - other)) and (is_before or not shared(told, other - subject) - counted)


def _amount(value: Value) -> float:
    return value.amounts[0].low * (value.unit.factor if value.unit else 1.0)
