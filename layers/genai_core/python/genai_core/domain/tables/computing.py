"""Compute answers from the cells of a table; each answer names its cells."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from genai_core.domain.tables.amounts import Amount, amounts
from genai_core.domain.tables.question_languages import read_question
from genai_core.domain.tables.question_words import Operation
from genai_core.domain.tables.table import Table
from genai_core.domain.tables.table_queries import TableQuery, table_query

_MAX_CELLS = 12


@dataclass(frozen=True, slots=True)
class ComputedAnswer:
    """Answer that is computed from a table.

    Attributes:
        text: A sentence with the result and its cells.
        value: The result, written like its cells.
        cells: The cells that it is computed from, named as in a workbook: `B3`.
    """

    text: str
    value: str
    cells: tuple[str, ...]


def compute(question: str, table: Table) -> ComputedAnswer | None:
    """Returns the answer; None if the question is ambiguous, or if units cannot be compared."""
    query = table_query(read_question(question), table)
    if query is None or not query.rows:
        return None
    if query.operation == "count":
        return _counted(table, query)
    if query.operation == "value":
        return _looked_up(table, query)
    column_amounts = amounts(table, query.column)
    chosen = {row: column_amounts[row] for row in query.rows if row in column_amounts}
    if not chosen or len({value.unit.dimension for value in chosen.values()}) > 1:
        return None
    return _COMPUTED[query.operation](table, query, chosen)


def cell_name(table: Table, row: int, column: int) -> str:
    """Returns the name of a cell as in a workbook: `B3`."""
    number, letters = table.column_numbers[column], ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{table.row_numbers[row]}"


def _counted(table: Table, query: TableQuery) -> ComputedAnswer:
    cells = tuple(cell_name(table, row, query.label) for row in query.rows)
    count = str(len(cells))
    noun = f"{table.header[query.label]} rows".strip()
    return ComputedAnswer(f"The number of {noun}{_conditions(query)} is {count} {_at(cells)}.", count, cells)


def _looked_up(table: Table, query: TableQuery) -> ComputedAnswer | None:
    filled = [row for row in query.rows if table.rows[row][query.column]]
    if not query.conditions or len(filled) != 1:
        return None
    cell = table.rows[filled[0]][query.column]
    cells = (cell_name(table, filled[0], query.column),)
    return ComputedAnswer(
        f"{_what(table, query)} of {_row(table, query, filled)} is {cell} {_at(cells)}.", cell, cells
    )


def _extreme(table: Table, query: TableQuery, chosen: dict[int, Amount]) -> ComputedAnswer:
    pick = max if query.operation == "highest" else min
    best = pick(value.base for value in chosen.values())
    rows = [row for row, value in chosen.items() if value.base == best]
    cells = tuple(cell_name(table, row, query.column) for row in rows)
    shown = chosen[rows[0]].text
    name = f"{_row(table, query, rows)} has the {query.operation} {_what(table, query)}{_conditions(query)}"
    text = f"{name}: {shown} {_at(cells)}."
    return ComputedAnswer(text, shown, cells)


def _total(table: Table, query: TableQuery, chosen: dict[int, Amount]) -> ComputedAnswer:
    return _summed(table, query, chosen, sum(value.base for value in chosen.values()))


def _average(table: Table, query: TableQuery, chosen: dict[int, Amount]) -> ComputedAnswer:
    return _summed(table, query, chosen, sum(value.base for value in chosen.values()) / len(chosen))


def _summed(table: Table, query: TableQuery, chosen: dict[int, Amount], base: float) -> ComputedAnswer:
    shown = next(iter(chosen.values())).written_like(base)
    cells = tuple(cell_name(table, row, query.column) for row in chosen)
    rows = f" of {_row(table, query, list(chosen))}{_conditions(query)}" if query.conditions else ""
    return ComputedAnswer(
        f"The {query.operation} {_what(table, query)}{rows} is {shown} {_at(cells)}.", shown, cells
    )


def _difference(table: Table, query: TableQuery, chosen: dict[int, Amount]) -> ComputedAnswer | None:
    if len(chosen) != 2:
        return None
    first, second = chosen.values()
    shown = first.written_like(abs(first.base - second.base))
    cells = tuple(cell_name(table, row, query.column) for row in chosen)
    rows = _row(table, query, list(chosen))
    return ComputedAnswer(
        f"The difference in {_what(table, query)} between {rows} is {shown} {_at(cells)}.", shown, cells
    )


_COMPUTED: dict[Operation, Callable[[Table, TableQuery, dict[int, Amount]], ComputedAnswer | None]] = {
    "highest": _extreme,
    "lowest": _extreme,
    "total": _total,
    "average": _average,
    "difference": _difference,
}


def _what(table: Table, query: TableQuery) -> str:
    return table.header[query.column] or "value"


def _conditions(query: TableQuery) -> str:
    return f" with {' and '.join(query.conditions)}" if query.conditions else ""


def _row(table: Table, query: TableQuery, rows: Sequence[int]) -> str:
    names = [table.rows[row][query.label] or f"row {table.row_numbers[row]}" for row in rows]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _at(cells: Sequence[str]) -> str:
    more = f" and {len(cells) - _MAX_CELLS} more" if len(cells) > _MAX_CELLS else ""
    return f"(cell{'s' if len(cells) > 1 else ''} {', '.join(cells[:_MAX_CELLS])}{more})"
