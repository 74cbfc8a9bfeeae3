"""Check whether one value of the evidence supports one value of a claim.

A claim may be rounder than its source, never more exact: all amounts that the evidence allows must be amounts
that the claim allows.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite

from genai_core.domain.facts.values.calendar_fits import (
    dates_fit,
    frequencies_fit,
    hour_fits,
    times_fit,
    year_fits,
)
from genai_core.domain.facts.values.named_limits import bounded, limits_exclude
from genai_core.domain.facts.values.value import (
    FRACTION_STEP,
    Interval,
    Role,
    Unit,
    Value,
    same_amount,
)
from genai_core.domain.facts.values.vocabulary import CENT

_EXCLUSIVE: tuple[frozenset[Role], ...] = (
    frozenset(("start", "end", "delta")),
    frozenset(("before", "after")),
)
_MIN_ROUNDED_DIGITS = 2
_ROUNDED_FROM = 10_000.0
_PERCENT = Unit("share", 1.0)
_SHARES = {"share", "points"}
_POUNDS = {"mass": 453.59237, "currency GBP": 1.0}
"""What a pound is if no kind is given."""
_NOUN_LETTERS = 4
"""Leading letters by which two words for the counted thing are the same."""
_TEMPERATURES = frozenset(("celsius", "fahrenheit"))
_LOOSE = frozenset(("about", "over", "under"))


def is_supported_by(claim: Value, evidence: Value) -> bool:
    """True if the evidence's value states the claim's, in whatever notation, unit or rounding."""
    if limits_exclude(claim, evidence):
        return False
    if claim.limit and claim.limit == evidence.qualifier:
        claim = bounded(claim)
    if claim.kind == evidence.kind:
        same = _SAME_KIND[claim.kind](claim, evidence)
    else:
        same = _across_kinds(claim, evidence)
    return same and not roles_exclude(claim, evidence)


def roles_exclude(claim: Value, evidence: Value) -> bool:
    """True if something starts at one value and ends at the other, or changes by the other."""
    roles = {claim.role, evidence.role}
    return len(roles) == 2 and any(roles <= group for group in _EXCLUSIVE)


def same_spelling(claim: Value, evidence: Value) -> bool:
    """True if both are written with the same digits, in whatever unit or meaning."""
    return bool(claim.digits) and claim.digits == evidence.digits


def are_comparable(claim: Value, evidence: Value) -> bool:
    """True if two values can be rivals: of one kind and, if both have one, one dimension."""
    if claim.kind != evidence.kind:
        return {claim.kind, evidence.kind} in ({"version", "number"}, {"date", "number"}) and (
            claim.is_year or evidence.is_year or "version" in (claim.kind, evidence.kind)
        )
    if claim.kind == "number":
        is_year = claim.is_year == evidence.is_year or bool(claim.unit or evidence.unit)
        return is_year and _units_meet(claim.unit, evidence.unit) and claim.is_ordinal == evidence.is_ordinal
    if claim.kind == "date":
        return bool(claim.dates[0].weekdays and not claim.dates[0].first_month) == bool(
            evidence.dates[0].weekdays and not evidence.dates[0].first_month
        )
    return True


def _units_meet(first: Unit | None, second: Unit | None) -> bool:
    if first is None or second is None or first.dimension == second.dimension or _are_money(first, second):
        return True
    return "pound" in (first.dimension, second.dimension) or {first.dimension, second.dimension} == _SHARES


def _are_money(first: Unit, second: Unit) -> bool:
    return first.dimension.startswith("currency") and second.dimension.startswith("currency")


def _spelled_alike(claim: Value, evidence: Value) -> bool:
    return claim.digits == evidence.digits


def _numbers_fit(claim: Value, evidence: Value) -> bool:
    factors = _factors(claim, evidence)
    if factors is None or (claim.per and evidence.per):
        return _rates_fit(claim, evidence)
    wide, narrow = factors
    pairs = [(stated, source) for stated in claim.amounts for source in evidence.amounts]
    if claim.noun and evidence.noun and claim.unit is None and evidence.unit is None:
        pairs += [(_of_whole_things(stated), _of_whole_things(source)) for stated, source in pairs]
    return any(
        _amount_fits(claim, stated.times(wide), wide, evidence, source.times(narrow))
        for stated, source in pairs
    )


def _of_whole_things(interval: Interval) -> Interval:
    """Returns "more than ten" people as eleven or more, and "fewer than ten" as nine or fewer."""
    low = interval.low + 1 if interval.open_low and interval.low.is_integer() else interval.low
    high = interval.high - 1 if interval.open_high and interval.high.is_integer() else interval.high
    is_same = (low, high) == (interval.low, interval.high)
    return interval if is_same else Interval(low, high)


def _factors(claim: Value, evidence: Value) -> tuple[float, float] | None:
    """Returns the factors for both amounts; None if their units are not comparable."""
    claim_unit, evidence_unit = claim.unit, evidence.unit
    if claim_unit is None or evidence_unit is None:
        return _bare_factors(claim, evidence)
    if claim_unit.dimension == evidence_unit.dimension or (
        _are_money(claim_unit, evidence_unit) and CENT in (claim_unit.dimension, evidence_unit.dimension)
    ):
        return claim_unit.factor, evidence_unit.factor
    if claim_unit.dimension == "pound" and evidence_unit.dimension in _POUNDS:
        return _POUNDS[evidence_unit.dimension], evidence_unit.factor
    if evidence_unit.dimension == "pound" and claim_unit.dimension in _POUNDS:
        return claim_unit.factor, _POUNDS[claim_unit.dimension]
    is_temperature = claim_unit.dimension == "angle" and evidence_unit.dimension in _TEMPERATURES
    return (1.0, 1.0) if is_temperature else None  # "18 degrees" says less than "18 °C"


def _bare_factors(claim: Value, evidence: Value) -> tuple[float, float] | None:
    """Returns the factors if one side has no unit: a bare number may leave out the unit of its sentence."""
    if _is_fraction(claim) and evidence.unit == _PERCENT:
        return 100.0, 1.0
    if _is_fraction(evidence) and claim.unit == _PERCENT:
        return 1.0, 100.0
    is_counted = claim.unit is not None and bool(evidence.noun) and evidence.column < 0
    return None if is_counted else (1.0, 1.0)  # "12 rooms" is not 12 decibels


def _is_fraction(value: Value) -> bool:
    """True for "half" and "two thirds", which are percentages too."""
    return value.unit is None and value.step == FRACTION_STEP and 0 < value.amounts[0].low < 1


def _rates_fit(claim: Value, evidence: Value) -> bool:
    """Compares "60 km/h" with "60 km per hour", "1 m/s" and "37 mph"; rates per another thing never fit."""
    claim_rate, evidence_rate = _rate(claim), _rate(evidence)
    if claim_rate is None or evidence_rate is None or not _are_same_rates(claim_rate[0], evidence_rate[0]):
        return False
    return any(
        _amount_fits(
            claim, stated.times(claim_rate[1]), claim_rate[1], evidence, source.times(evidence_rate[1])
        )
        for stated in claim.amounts
        for source in evidence.amounts
    )


def _are_same_rates(first: str, second: str) -> bool:
    """True for rates of one dimension; cents match any currency of the other side."""
    if CENT not in first and CENT not in second:
        return first == second
    is_money = first.startswith("currency") and second.startswith("currency")
    return is_money and first.partition(" per ")[2] == second.partition(" per ")[2]


def _rate(value: Value) -> tuple[str, float] | None:
    """Returns the dimension of a rate, and its factor to base units."""
    dimension, factor = value.unit or ("", 1.0)
    if value.per is None:
        return dimension, factor
    per, share = value.per
    if (dimension, per) == ("length", "duration"):
        return "speed", factor / share
    if (dimension, per) == ("bits", "duration"):
        return "bitrate", factor / share
    return f"{dimension} per {per}", factor / share


def _amount_fits(claim: Value, stated: Interval, factor: float, evidence: Value, source: Interval) -> bool:
    if same_amount(stated.low, source.low) and same_amount(stated.high, source.high):
        return not (claim.qualifier == "exactly" and evidence.qualifier == "about")
    if stated.includes(source) and (
        _is_within(claim, stated, evidence, source) or _have_one_end(stated, source)
    ):
        return True
    if claim.qualifier == "exactly":
        return False
    return _loosely(claim, stated, evidence, source) or _is_rounded(claim, stated, factor, source)


def is_half_supported(claim: Value, matches: Sequence[Value]) -> bool:
    """True if a claim's range has only one end in the evidence: "-10 to 40" is not "10 to 40"."""
    stated = claim.amounts[0] if claim.kind == "number" else None
    if stated is None or stated.is_point or not isfinite(stated.low) or not isfinite(stated.high):
        return False
    roles = {match.role for match in matches}
    return claim.qualifier != "about" and len(roles) == 1 and roles <= {"start", "end"}


def _is_within(claim: Value, stated: Interval, evidence: Value, source: Interval) -> bool:
    """True for an amount inside the claim's range; a single end supports a range only if it is called one."""
    is_range = isfinite(stated.low) and isfinite(stated.high)
    is_low, is_high = same_amount(stated.low, source.low), same_amount(stated.high, source.high)
    if is_range and claim.qualifier != "about" and evidence.role in {"start", "end"}:
        return is_low if evidence.role == "start" else is_high
    is_of_same = claim.noun[:_NOUN_LETTERS] == evidence.noun[:_NOUN_LETTERS] and not evidence.unit
    if not is_range and not claim.unit and not is_of_same:
        return False  # "At most 200 answers" does not follow from "The answer is 1", nor from "3 weeks"
    return source.is_point and not (is_range and (is_low or is_high))


def _have_one_end(stated: Interval, source: Interval) -> bool:
    """True if a bound is the same: "at least 5" implies "at least 2", but is another rule."""
    is_low = isfinite(stated.low) and not isfinite(stated.high) and same_amount(stated.low, source.low)
    is_high = isfinite(stated.high) and not isfinite(stated.low) and same_amount(stated.high, source.high)
    return is_low or is_high


def _loosely(claim: Value, stated: Interval, evidence: Value, source: Interval) -> bool:
    """True if the amount is the same and only one loose word, "about" or "over", was added or removed."""
    loose = {claim.qualifier, evidence.qualifier} - {""}
    if not loose <= _LOOSE or {"over", "under"} <= loose:
        return False
    return same_amount(_named_amount(stated), _named_amount(source))


def _named_amount(interval: Interval) -> float:
    low, high = interval.low, interval.high
    if low == float("-inf"):
        return high
    return low if high == float("inf") else (low + high) / 2


def _is_rounded(claim: Value, stated: Interval, factor: float, source: Interval) -> bool:
    """True if the claim's number is the evidence's, rounded ("3.1 million" for 3,142,000); not for years."""
    if not (stated.is_point and source.is_point) or claim.is_year or claim.is_ordinal:
        return False
    rough, exact = stated.low / factor, source.low / factor
    is_price = claim.unit is not None and claim.unit.dimension.startswith("currency")
    is_large = abs(exact) >= _ROUNDED_FROM
    if not is_large and (is_price or exact == int(exact)):
        return False
    if not rough or claim.step <= 0:
        return False
    digits = len(f"{abs(rough):.15g}".replace(".", "").strip("0"))
    if is_large or (claim.step < 1 and rough != int(rough)):
        digits = max(digits, _MIN_ROUNDED_DIGITS)
    elif abs(rough) < 10:
        return False
    digits = max(digits, len(str(int(abs(rough)))) if not is_large else digits)
    return same_amount(float(f"{exact:.{digits - 1}e}"), rough)


def _across_kinds(claim: Value, evidence: Value) -> bool:
    kinds = {claim.kind, evidence.kind}
    if kinds == {"number", "date"}:
        return year_fits(claim, evidence)
    if kinds == {"number", "time"}:
        return hour_fits(claim, evidence)
    if kinds == {"number", "frequency"}:
        return _is_as_often(claim, evidence)
    if kinds == {"frequency"}:
        return False
    if not claim.digits or not _spelled_alike(claim, evidence):
        return False
    # The number of a page or section does not count units or other things.
    number = claim if claim.kind == "number" else evidence
    is_measured = bool(number.unit or number.per)
    return not is_measured and (not number.noun or not claim.context.isdisjoint(evidence.context))


def _is_as_often(claim: Value, evidence: Value) -> bool:
    """Compares "3 times a day" with "3 per day", and "each month" with what is due per month."""
    if claim.kind == "frequency" and evidence.per and same_amount(claim.amounts[0].low, 1.0):
        return claim.per == evidence.per
    return claim.per == evidence.per and same_amount(claim.amounts[0].low, evidence.amounts[0].low)


_SAME_KIND = {
    "number": _numbers_fit,
    "date": dates_fit,
    "time": times_fit,
    "version": _spelled_alike,
    "address": _spelled_alike,
    "ratio": _spelled_alike,
    "frequency": frequencies_fit,
}
