"""Check whether a date, a time of day or a frequency of the evidence supports one of a claim."""

from __future__ import annotations

from genai_core.domain.facts.values.dates import weekday_of
from genai_core.domain.facts.values.value import DateParts, Value, same_amount

_PARTS_OF_YEAR = (3, 6)
"""Number of months in a quarter and in half a year."""


def dates_fit(claim: Value, evidence: Value) -> bool:
    return any(
        _date_fits(claim_date, evidence_date)
        for claim_date in claim.dates
        for evidence_date in evidence.dates
    )


def _date_fits(claim_date: DateParts, evidence_date: DateParts) -> bool:
    """True if the evidence's date is within the claim's; parts that the claim leaves out may be anything."""
    if claim_date.first_year and not (
        claim_date.first_year <= evidence_date.first_year and evidence_date.last_year <= claim_date.last_year
    ):
        return False
    if claim_date.first_month and not _months_fit(claim_date, evidence_date):
        return False
    if claim_date.day and claim_date.day != evidence_date.day:
        return False
    if not claim_date.weekdays:
        return True
    day = weekday_of(evidence_date)
    days = evidence_date.weekdays or ((day,) if day is not None else ())
    return bool(days) and (set(claim_date.weekdays) <= set(days) or set(days) <= set(claim_date.weekdays))


def _months_fit(claim_date: DateParts, evidence_date: DateParts) -> bool:
    """True if the months are among the claim's; "May to October", unlike a quarter, needs just the same."""
    months = claim_date.last_month - claim_date.first_month + 1
    is_part_of_year = months in _PARTS_OF_YEAR and claim_date.first_month % months == 1
    if months > 1 and not is_part_of_year:
        return (claim_date.first_month, claim_date.last_month) == (
            evidence_date.first_month,
            evidence_date.last_month,
        )
    return (
        claim_date.first_month <= evidence_date.first_month
        and evidence_date.last_month <= claim_date.last_month
    )


def times_fit(claim: Value, evidence: Value) -> bool:
    """A time without "am" or "pm" may be either; one with it needs a source that has it too, or a morning."""
    if len(claim.minutes) > 1:
        return not set(claim.minutes).isdisjoint(evidence.minutes)
    return claim.minutes == evidence.minutes[:1]


def frequencies_fit(claim: Value, evidence: Value) -> bool:
    if claim.per is None or evidence.per is None:
        return same_amount(claim.amounts[0].low, evidence.amounts[0].low) and claim.per == evidence.per
    if claim.per.dimension != evidence.per.dimension:
        return False
    return same_amount(claim.amounts[0].low / claim.per.factor, evidence.amounts[0].low / evidence.per.factor)


def year_fits(claim: Value, evidence: Value) -> bool:
    """Compares a bare year with a date: "3 May 2024" supports "in 2024", not the reverse."""
    date = claim if claim.kind == "date" else evidence
    number = evidence if claim.kind == "date" else claim
    year = number.amounts[0].low
    for parts in date.dates:
        if claim.kind == "number" and number.is_year and parts.first_year == parts.last_year == year:
            return True
        is_only_years = not parts.first_month and not parts.day and not parts.weekdays
        if claim.kind == "date" and is_only_years and parts.first_year <= year <= parts.last_year:
            return True
    return False


def hour_fits(claim: Value, evidence: Value) -> bool:
    """Compares "opens at 9" with "9 am" or "21:00"."""
    time, number = (claim, evidence) if claim.kind == "time" else (evidence, claim)
    hour = number.amounts[0].low
    if number.unit or not 0 <= hour <= 24 or hour != int(hour):
        return False
    readings = {hour * 60 % 1440} if claim.kind == "time" else {hour * 60 % 1440, (hour + 12) * 60 % 1440}
    return not readings.isdisjoint(time.minutes)
