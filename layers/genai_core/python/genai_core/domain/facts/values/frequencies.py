"""Read frequencies: "twice a week", "every 2 hours", "daily", as times per second or month."""

from __future__ import annotations

from collections.abc import Iterator

from genai_core.domain.facts.values.numerals import may_begin_number, read_digits, read_words
from genai_core.domain.facts.values.tokens import Tokens
from genai_core.domain.facts.values.units import PERIODS, per_at, period, unit_at
from genai_core.domain.facts.values.value import Interval, Unit, Value

_COUNTS = {"once": 1.0, "twice": 2.0, "thrice": 3.0}
_PERIODS = ("duration", "calendar")


def read_frequencies(tokens: Tokens, language: str) -> Iterator[Value]:
    """Yields frequencies in order. An adverb alone ("daily") is vague: it may belong to a name."""
    index = 0
    while index < len(tokens.all):
        if not _may_begin(tokens, index):
            index += 1
            continue
        last, value = (
            _every(tokens, index, language) or _times_per(tokens, index, language) or (index + 1, None)
        )
        if value is None:
            adverb, length = tokens.follows(index, PERIODS)
            if adverb and not tokens.at(index - 1).is_number:
                last, value = (
                    index + length,
                    _frequency(tokens, index, index + length, 1.0, period(adverb), is_vague=True),
                )
        if value:
            yield value
        index = last


def _may_begin(tokens: Tokens, index: int) -> bool:
    token = tokens.at(index)
    is_marker = token.form in tokens.words.opening
    return token.is_number or is_marker or may_begin_number(token.form, tokens.words)


def _every(tokens: Tokens, index: int, language: str) -> tuple[int, Value] | None:
    """Reads "every 2 hours", "every day", "every other week", "once every three months"."""
    key, length = tokens.follows(index, ("every_other",))
    if key:
        unit, unit_length = unit_at(tokens, index + length)
        if unit is None and language in {"french", "spanish", "italian", "portuguese", "dutch"}:
            return index + length, _frequency(tokens, index, index + length, 0.5, Unit("duration", 86400.0))
        return _period(tokens, index, index + length + unit_length, 2.0, unit)
    key, length = tokens.follows(index, ("every",))
    if not key:
        return None
    number, words = _number(tokens, index + length, language)
    unit, unit_length = unit_at(tokens, index + length + words)
    if unit is None and words and tokens.form(index + length + words) == ".":
        return None
    return _period(tokens, index, index + length + words + unit_length, number or 1.0, unit)


def _period(
    tokens: Tokens, first: int, last: int, number: float, unit: Unit | None
) -> tuple[int, Value] | None:
    if unit is None or unit.dimension not in _PERIODS or not number:
        return None
    return last, _frequency(tokens, first, last, 1.0 / number, unit)


def _times_per(tokens: Tokens, index: int, language: str) -> tuple[int, Value] | None:
    """Reads "twice a week", "3 times daily", "dreimal täglich"."""
    count, length = _count(tokens, index, language)
    if not count:
        return None
    per, per_length = per_at(tokens, index + length)
    if per is None and tokens.form(index + length) in {"in", "im", "am"}:
        per, per_length = per_at(tokens, index + length + 1)
        per_length += 1
    if per is None:
        return index + length, _times(tokens, index, index + length, count)
    if per.dimension not in _PERIODS:
        return None
    return index + length + per_length, _frequency(tokens, index, index + length + per_length, count, per)


def _count(tokens: Tokens, index: int, language: str) -> tuple[float, int]:
    key, length = tokens.follows(index, tuple(_COUNTS))
    if key:
        return _COUNTS[key], length
    multiples = tokens.words.weights.get("multi", {})
    if tokens.form(index) in multiples:
        return multiples[tokens.form(index)], 1
    number, words = _number(tokens, index, language)
    key, length = tokens.follows(index + words, ("times",))
    return (number, words + length) if number and key else (0.0, 0)


def _number(tokens: Tokens, index: int, language: str) -> tuple[float, int]:
    token = tokens.at(index)
    if token.is_number:
        readings = read_digits(token.raw, language)
        return (readings[0], 1) if readings else (0.0, 0)
    ordinal = tokens.words.weights["ordinal"].get(token.form)
    if ordinal:
        return ordinal, 1
    value, length = read_words(tokens, index)
    return (value, length) if value else (0.0, 0)


def _times(tokens: Tokens, first: int, last: int, count: float) -> Value:
    """Returns the count without a period; "once" may also mean "as soon as"."""
    return _frequency(tokens, first, last, count, None, is_vague=count == 1.0)


def _frequency(
    tokens: Tokens, first: int, last: int, count: float, per: Unit | None, *, is_vague: bool = False
) -> Value:
    start, end = tokens.at(first).start, tokens.at(last - 1).end
    return Value(
        kind="frequency",
        text=tokens.text[start:end],
        start=start,
        end=end,
        amounts=(Interval(count, count),),
        per=per,
        is_vague=is_vague,
    )
