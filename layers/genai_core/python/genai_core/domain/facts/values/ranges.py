"""Join two numbers that are one value: a range "10 to 20 kg", or one length in two units "1 h 30 min"."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from genai_core.domain.facts.values.tokens import Tokens
from genai_core.domain.facts.values.value import Interval, Qualifier, Unit, Value

_RANGE_SIGNS = frozenset("-–—−")
_MAX_SIGNS = 2
_ROUND_SHARE = 0.1
"""Tolerance of "about": a tenth of the amount, or half of its last place."""


@dataclass(slots=True)
class FoundNumber:
    """A number while it is read: its tokens are `[first, last)`."""

    first: int
    last: int
    readings: tuple[float, ...]
    digits: str
    step: float
    scale: float = 1.0
    unit: Unit | None = None
    per: Unit | None = None
    is_ordinal: bool = False
    is_vague: bool = False
    noun: str = ""


def joined(
    tokens: Tokens, pending: tuple[FoundNumber, Value], number: FoundNumber, value: Value
) -> Value | None:
    """Returns two numbers as one value: a range "10 to 20 kg", or one length in two units "1 h 30 min"."""
    before, earlier = pending
    gap = _gap(tokens, before.last, number.first)
    if gap is None or not earlier.amounts:
        return None
    if gap == "and" and tokens.precedes(before.first, ("between",))[0]:
        gap = "range"
    if gap != "range" and _is_finer(earlier.unit, value.unit):
        return _added(tokens, earlier, value)
    if gap == "range" and _can_be_range(earlier, value):
        return _range(tokens, earlier, value, before, number)
    return None


def _gap(tokens: Tokens, start: int, end: int) -> str | None:
    """Returns what separates two numbers: "" for nothing, "range", "and"; None for anything else."""
    if start >= end:
        return "" if start == end else None
    if end - start <= _MAX_SIGNS and all(sign in _RANGE_SIGNS for sign in tokens.forms(start, end - start)):
        return "range"
    key, length = tokens.follows(start, ("range", "and"))
    if not key or start + length != end:
        return None
    return key


def _is_finer(coarse: Unit | None, fine: Unit | None) -> bool:
    is_same = coarse and fine and coarse.dimension == fine.dimension and coarse.factor > fine.factor
    return bool(is_same and coarse and coarse.dimension in {"duration", "calendar", "length", "mass"})


def _added(tokens: Tokens, earlier: Value, value: Value) -> Value:
    share = value.unit.factor / earlier.unit.factor if earlier.unit and value.unit else 1.0
    low = earlier.amounts[0].low + value.amounts[0].low * share
    return replace(
        earlier,
        text=tokens.text[earlier.start : value.end],
        end=value.end,
        amounts=(allowed_amounts(low, earlier.qualifier, earlier.step),),
        step=value.step * share,
        per=value.per,
    )


def _can_be_range(earlier: Value, value: Value) -> bool:
    if earlier.is_ordinal or earlier.qualifier not in {"", "about"}:
        return False
    if earlier.role in ("start", "delta") or value.qualifier or earlier.is_year or value.is_year:
        return False
    return earlier.unit is None or value.unit is None or earlier.unit.dimension == value.unit.dimension


def _range(tokens: Tokens, earlier: Value, value: Value, before: FoundNumber, number: FoundNumber) -> Value:
    """Returns a range in the later number's unit; the earlier number may leave out unit and scale."""
    unit = value.unit or earlier.unit
    share = earlier.unit.factor / unit.factor if earlier.unit and unit else 1.0
    low = math.copysign(before.readings[0], earlier.amounts[0].high) * share
    high = value.amounts[0].low
    if before.scale == 1.0:
        low *= number.scale
    if low > high:
        return replace(value, kind="ratio", text=tokens.text[earlier.start : value.end], start=earlier.start,
                       digits=f"{low:.15g}:{high:.15g}", amounts=())  # fmt: skip
    return replace(
        value,
        text=tokens.text[earlier.start : value.end],
        start=earlier.start,
        amounts=(Interval(low, high),),
        unit=unit,
        qualifier="about" if earlier.qualifier else "",
        role="",
        digits=f"{before.digits}-{number.digits}",
    )


def with_unit_of(earlier: Value, value: Value, tokens: Tokens, start: int, end: int) -> Value:
    """Returns the 10 of "from 10 to 20 kg" with its unit."""
    is_list = earlier.unit is None and value.unit is not None and _gap(tokens, start, end) is not None
    is_year = earlier.is_year or earlier.is_ordinal
    return replace(earlier, unit=value.unit) if is_list and not is_year and end > start else earlier


def allowed_amounts(reading: float, qualifier: Qualifier, step: float) -> Interval:
    match qualifier:
        case "at_least":
            return Interval(reading, math.inf)
        case "at_most":
            return Interval(-math.inf, reading)
        case "more" | "over":
            return Interval(reading, math.inf, open_low=True)
        case "less" | "under":
            return Interval(-math.inf, reading, open_high=True)
        case "about":
            slack = max(abs(reading) * _ROUND_SHARE, step / 2 if step < abs(reading) else 0.0)
            return Interval(reading - slack, reading + slack)
        case _:
            return Interval(reading, reading)
