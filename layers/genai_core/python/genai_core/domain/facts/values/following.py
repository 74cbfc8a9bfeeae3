"""Check values of a claim that follow from several values of the evidence: an end, a length, a later year."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from genai_core.domain.facts.values.elapsed_times import follows_as_length, follows_as_time
from genai_core.domain.facts.values.later_years import follows_as_year
from genai_core.domain.facts.values.multiples import follows_as_multiple
from genai_core.domain.facts.values.reading import ValueReading, read_values
from genai_core.domain.facts.values.remainders import follows_as_rest, is_taken_for_rest
from genai_core.domain.facts.values.text_language import language_of
from genai_core.domain.facts.values.value import Value

_FOLLOW = (follows_as_year, follows_as_time, follows_as_length, follows_as_multiple, follows_as_rest)


def follows(value: Value, claim: ValueReading, readings: Sequence[ValueReading]) -> bool:
    """True if a value of the claim follows from values of one passage: an end, a length, a later year."""
    return any(follow(value, claim, reading) for reading in readings if reading.values for follow in _FOLLOW)


def is_of_part(value: Value, claim: ValueReading, readings: Sequence[ValueReading]) -> bool:
    """True if the claim says of the rest of a whole what the evidence says of its part."""
    return any(is_taken_for_rest(value, claim, reading) for reading in readings)


@lru_cache(maxsize=512)
def is_reckoned(claim: str, evidence: tuple[str, ...], language: str) -> bool:
    """True if a value of the claim follows from others of a passage; `language` is that of the claim."""
    reading = read_values(claim, language)
    if not reading.values:
        return False
    readings = [read_values(text, language_of(text) or language) for text in evidence]
    return any(follows(value, reading, readings) for value in reading.values)
