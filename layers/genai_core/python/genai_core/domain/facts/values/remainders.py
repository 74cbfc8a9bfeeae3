"""Reckon what is left of a whole: "two of the five are electric, the others run on diesel" leaves three."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from genai_core.domain.facts.values.reading import ValueReading
from genai_core.domain.facts.values.reckoning import sentence_around, shared, words_of
from genai_core.domain.facts.values.tokens import Span, Tokens, read_tokens
from genai_core.domain.facts.values.value import Value, same_amount


def follows_as_rest(value: Value, claim: ValueReading, evidence: ValueReading) -> bool:
    """True if a number of the claim is what the evidence leaves of a whole, for what it says of the rest."""
    is_count = value.kind == "number" and bool(value.amounts) and value.amounts[0].is_point
    if not is_count or value.unit is not None:
        return False
    return any(
        same_amount(value.amounts[0].low, left) and _tells_rest(claim, span, evidence)
        for left, _, span in _rests(evidence)
    )


def is_taken_for_rest(value: Value, claim: ValueReading, evidence: ValueReading) -> bool:
    """True if the claim gives the rest the number of the part: "two run on diesel"."""
    is_count = value.kind == "number" and bool(value.amounts) and value.unit is None and not value.is_whole
    return is_count and any(
        same_amount(value.amounts[0].low, part)
        and not same_amount(part, left)
        and _tells_rest(claim, span, evidence)
        for left, part, span in _rests(evidence)
    )


def _tells_rest(claim: ValueReading, span: Span, evidence: ValueReading) -> bool:
    """True if the claim has words of what is said of the rest, and none of what is said of the part."""
    start, end = sentence_around(evidence.text, *span)
    told = words_of(claim.text, claim.language)
    rest = words_of(evidence.text[span[1] : end], evidence.language)
    part = words_of(evidence.text[start : span[0]], evidence.language)
    is_of_part = shared(told, part - rest) - _wholes(evidence)
    return bool(shared(told, rest - part)) and not is_of_part


def _wholes(evidence: ValueReading) -> frozenset[str]:
    """Returns the words for what is counted as a whole, which both parts are of."""
    nouns = (value.noun for value in evidence.values if value.is_whole and value.noun)
    return frozenset(word for noun in nouns for word in words_of(noun, evidence.language))


@lru_cache(maxsize=512)
def _rests(evidence: ValueReading) -> tuple[tuple[float, float, Span], ...]:
    """Returns what is left of each whole, the part, and the position of the words for the rest."""
    wholes = [value for value in evidence.values if value.is_whole and value.amounts]
    if not wholes:
        return ()
    spans = list(_words_for_rest(read_tokens(evidence.text, evidence.language)))
    return tuple(
        (whole.amounts[0].low - part.amounts[0].low, part.amounts[0].low, span)
        for whole in wholes
        for part in evidence.values
        if _is_part(part, whole)
        for span in spans
        if span[0] > max(whole.end, part.end) and _is_near(whole, span, evidence)
    )


def _is_part(part: Value, whole: Value) -> bool:
    is_count = part.kind == "number" and part.unit is None and bool(part.amounts) and not part.is_year
    is_same = part is not whole and part.sentence == whole.sentence
    return is_count and is_same and part.amounts[0].low < whole.amounts[0].low


def _is_near(whole: Value, span: Span, evidence: ValueReading) -> bool:
    """True if the words for the rest are in the sentence of the whole, or in the next one."""
    _, end = sentence_around(evidence.text, whole.start, whole.end)
    return span[0] <= sentence_around(evidence.text, min(end + 2, len(evidence.text)), end + 2)[1]


def _words_for_rest(tokens: Tokens) -> Iterator[Span]:
    for index, token in enumerate(tokens.all):
        key, length = tokens.follows(index, ("rest",))
        if key:
            yield token.start, tokens.at(index + length - 1).end
