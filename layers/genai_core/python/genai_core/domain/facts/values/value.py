"""One value of a text: a number, date, time, version, address, ratio or frequency, and its context."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal, NamedTuple

ValueKind = Literal["number", "date", "time", "version", "address", "ratio", "frequency"]
Qualifier = Literal["", "about", "exactly", "at_least", "at_most", "more", "less", "over", "under"]
Role = Literal["", "start", "end", "delta", "before", "after"]


FRACTION_STEP = 1e-3
"""`step` of numbers that are written as fractions."""


class Unit(NamedTuple):
    """What an amount is measured in: amounts of one dimension compare after multiplying by `factor`."""

    dimension: str
    factor: float


class Interval(NamedTuple):
    """The amounts that a value allows; the ends are included unless they are open."""

    low: float
    high: float
    open_low: bool = False
    open_high: bool = False

    @property
    def is_point(self) -> bool:
        return self.low == self.high

    def times(self, factor: float) -> Interval:
        if factor == 1.0:
            return self
        return Interval(self.low * factor, self.high * factor, self.open_low, self.open_high)

    def includes(self, other: Interval) -> bool:
        """True if every amount of the other interval is in this one."""
        return self._begins_before(other) and self._ends_after(other)

    def _begins_before(self, other: Interval) -> bool:
        if same_amount(self.low, other.low):
            return not self.open_low or other.open_low
        return self.low < other.low

    def _ends_after(self, other: Interval) -> bool:
        if same_amount(self.high, other.high):
            return not self.open_high or other.open_high
        return self.high > other.high


def same_amount(first: float, second: float) -> bool:
    """True if two amounts are equal apart from rounding errors of the calculation."""
    return first == second or math.isclose(first, second, rel_tol=1e-6, abs_tol=1e-12)


class DateParts(NamedTuple):
    """The given parts of a date, else 0: ranges of years and months, a day; weekdays from 0 for Monday."""

    first_year: int = 0
    last_year: int = 0
    first_month: int = 0
    last_month: int = 0
    day: int = 0
    weekdays: tuple[int, ...] = ()

    @property
    def is_years_alone(self) -> bool:
        """True for a year or a century."""
        return bool(self.first_year) and not (self.first_month or self.day or self.weekdays)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Value:
    """One value at its position: `text_of_document[start:end] == text`.

    Attributes:
        amounts: What a number or frequency may be, in `unit`; several if its notation allows several.
        digits: The number, version or address for comparing by spelling.
        unit, per: Its unit, and what it is per; None if not given.
        step: Size of the last significant place, in `unit`.
        limit: `at_most` or `at_least` if a word before calls it a maximum or a minimum, without a qualifier.
        dates, minutes: Possible readings of a date, and of a time as minutes from midnight.
        is_vague: May not be a value at all ("one", "second"): it can confirm, and contradict only a rival.
        is_year: A bare number that can be a year.
        is_whole: Another number is part of it: the seven of "three of the seven".
        context: Stems of the words that it belongs to: its clause, or its row and column.
        sentence: Number of the sentence or table row. column: In the table, -1 outside tables.
    """

    kind: ValueKind
    text: str
    start: int
    end: int
    amounts: tuple[Interval, ...] = ()
    digits: str = ""
    unit: Unit | None = None
    per: Unit | None = None
    step: float = 1.0
    qualifier: Qualifier = ""
    limit: Qualifier = ""
    role: Role = ""
    dates: tuple[DateParts, ...] = ()
    minutes: tuple[int, ...] = ()
    is_vague: bool = False
    is_ordinal: bool = False
    is_year: bool = False
    noun: str = ""
    is_whole: bool = False
    context: frozenset[str] = frozenset()
    sentence: int = 0
    column: int = -1

    @property
    def group(self) -> str:
        """Values of one group can be rivals: it is the kind and, for numbers, the dimension."""
        if self.kind == "address":
            return "place" if any(sign in self.digits for sign in "./:@") else "code"
        if self.kind == "date" and all(parts.is_years_alone for parts in self.dates):
            return "year"
        if self.kind != "number":
            return self.kind
        if self.is_year:
            return "year"
        return self.unit.dimension if self.unit else ""
