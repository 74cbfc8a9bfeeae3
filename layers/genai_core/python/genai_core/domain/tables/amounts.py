"""Read amounts in cells: numbers with the unit of the cell or of the column's name."""

from __future__ import annotations

import re
from dataclasses import dataclass

from genai_core.domain.facts.values.reading import read_values
from genai_core.domain.facts.values.value import Unit
from genai_core.domain.tables.table import Table

_DIGITS = re.compile(r"[-+−]?\d(?:[\d.,'\u00a0\u202f ]*\d)?")
_NAMED_UNIT = re.compile(r"[(\[]\s*+([^()\[\]]{1,20}+)[)\]]|\bin\s+(\S{1,15})$")
_DECIMAL_POINT, _DECIMAL_COMMA = re.compile(r"\d\.\d{1,2}(?!\d)"), re.compile(r"\d,\d{1,2}(?!\d)")
_LANGUAGE, _COMMA_LANGUAGE = "english", "german"
_NO_UNIT = Unit("", 1.0)


@dataclass(frozen=True, slots=True)
class Amount:
    """One amount.

    Attributes:
        number: The number as written, in its own unit.
        unit: Its unit; amounts of one dimension are compared by `base`.
        text: The whole cell.
    """

    number: float
    unit: Unit
    text: str

    @property
    def base(self) -> float:
        return self.number * self.unit.factor

    def written_like(self, base: float) -> str:
        """Returns another amount of the same dimension, written in this one's unit and notation."""
        value = base / self.unit.factor
        number = str(round(value)) if abs(value - round(value)) < 1e-9 else f"{value:.10g}"
        if _DECIMAL_COMMA.search(self.text) and not _DECIMAL_POINT.search(self.text):
            number = number.replace(".", ",")
        # A scale such as "million" is part of the number.
        match = _DIGITS.search(self.text)
        if match is None or not _is_plain(match.group(), self.number):
            return number
        return f"{self.text[: match.start()]}{number}{self.text[match.end() :]}".strip()


def amount(cell: str, column: str = "", *, language: str = _LANGUAGE) -> Amount | None:
    """Returns the amount of a cell; None if it holds several values or other words.

    Args:
        language: Decides whether 1.234 is about a thousand or about one.
    """
    values = read_values(cell, language).values
    if len(values) != 1 or values[0].kind != "number" or not values[0].amounts:
        return None
    value = values[0]
    rest = f"{cell[: value.start]}{cell[value.end :]}".strip(" ()~+")
    interval = value.amounts[0]
    if rest or not interval.is_point:
        return None
    return Amount(interval.low, value.unit or _unit_of(column), cell)


def amounts(table: Table, column: int) -> dict[int, Amount]:
    """Returns the amounts of a column by row index; empty unless most of its filled cells are amounts."""
    cells = {number: row[column] for number, row in enumerate(table.rows) if row[column]}
    has_commas = any(map(_DECIMAL_COMMA.search, cells.values()))
    language = (
        _COMMA_LANGUAGE if has_commas and not any(map(_DECIMAL_POINT.search, cells.values())) else _LANGUAGE
    )
    read = {number: amount(cell, table.header[column], language=language) for number, cell in cells.items()}
    values = {number: value for number, value in read.items() if value is not None}
    return values if 2 * len(values) > len(cells) else {}


def _unit_of(column: str) -> Unit:
    for match in _NAMED_UNIT.finditer(column):
        values = read_values(f"1 {match.group(1) or match.group(2)}", _LANGUAGE).values
        if values and values[0].unit:
            return values[0].unit
    return _NO_UNIT


def _is_plain(digits: str, number: float) -> bool:
    values = read_values(digits.strip(), _LANGUAGE).values
    return bool(values) and bool(values[0].amounts) and abs(values[0].amounts[0].low - number) < 1e-9
