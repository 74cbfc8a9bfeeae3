"""Answers that are computed from the cells of a table, each naming the cells it comes from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from genai_core.domain.tables.amounts import Amount, amounts
from genai_core.domain.tables.question_languages import read_question
from genai_core.domain.tables.question_words import Operation
from genai_core.domain.tables.table import Table
from genai_core.domain.tables.wishes import Wish, wish_of

_MAX_CELLS = 12


@dataclass(frozen=True, slots=True)
class ComputedAnswer:
    """What a table says to a question.

    Attributes:
        text: A sentence with the result and its cells.
        value: The result as it is written.
        cells: The cells it comes from, as in a workbook: `B3`.
    """

    text: str
    value: str
    cells: tuple[str, ...]


def compute(question: str, table: Table) -> ComputedAnswer | None:
    """Returns the answer; None if the question cannot be told for sure, or units cannot be compared."""
    wish = wish_of(read_question(question), table)
    if wish is None or not wish.rows:
        return None
    if wish.operation == "count":
        return _counted(table, wish)
    if wish.operation == "value":
        return _looked_up(table, wish)
    found = amounts(table, wish.column)
    chosen = {place: found[place] for place in wish.rows if place in found}
    if not chosen or len({value.unit.dimension for value in chosen.values()}) > 1:
        return None
    return _COMPUTED[wish.operation](table, wish, chosen)


def cell_name(table: Table, place: int, column: int) -> str:
    """Returns the name of a cell as a workbook has it: `B3`."""
    number, letters = table.column_numbers[column], ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{table.row_numbers[place]}"


def _counted(table: Table, wish: Wish) -> ComputedAnswer:
    cells = tuple(cell_name(table, place, wish.label) for place in wish.rows)
    count = str(len(cells))
    noun = f"{table.header[wish.label]} rows".strip()
    return ComputedAnswer(f"The number of {noun}{_conditions(wish)} is {count} {_at(cells)}.", count, cells)


def _looked_up(table: Table, wish: Wish) -> ComputedAnswer | None:
    filled = [place for place in wish.rows if table.rows[place][wish.column]]
    if not wish.conditions or len(filled) != 1:
        return None
    cell = table.rows[filled[0]][wish.column]
    cells = (cell_name(table, filled[0], wish.column),)
    return ComputedAnswer(
        f"{_what(table, wish)} of {_row(table, wish, filled)} is {cell} {_at(cells)}.", cell, cells
    )


def _extreme(table: Table, wish: Wish, chosen: dict[int, Amount]) -> ComputedAnswer:
    pick = max if wish.operation == "highest" else min
    best = pick(value.base for value in chosen.values())
    places = [place for place, value in chosen.items() if value.base == best]
    cells = tuple(cell_name(table, place, wish.column) for place in places)
    shown = chosen[places[0]].text
    name = f"{_row(table, wish, places)} has the {wish.operation} {_what(table, wish)}{_conditions(wish)}"
    text = f"{name}: {shown} {_at(cells)}."
    return ComputedAnswer(text, shown, cells)


def _total(table: Table, wish: Wish, chosen: dict[int, Amount]) -> ComputedAnswer:
    return _summed(table, wish, chosen, sum(value.base for value in chosen.values()))


def _average(table: Table, wish: Wish, chosen: dict[int, Amount]) -> ComputedAnswer:
    return _summed(table, wish, chosen, sum(value.base for value in chosen.values()) / len(chosen))


def _summed(table: Table, wish: Wish, chosen: dict[int, Amount], base: float) -> ComputedAnswer:
    shown = next(iter(chosen.values())).written_like(base)
    cells = tuple(cell_name(table, place, wish.column) for place in chosen)
    rows = f" of {_row(table, wish, list(chosen))}{_conditions(wish)}" if wish.conditions else ""
    return ComputedAnswer(
        f"The {wish.operation} {_what(table, wish)}{rows} is {shown} {_at(cells)}.", shown, cells
    )


def _difference(table: Table, wish: Wish, chosen: dict[int, Amount]) -> ComputedAnswer | None:
    if len(chosen) != 2:
        return None
    one, other = chosen.values()
    shown = one.written_like(abs(one.base - other.base))
    cells = tuple(cell_name(table, place, wish.column) for place in chosen)
    rows = _row(table, wish, list(chosen))
    return ComputedAnswer(
        f"The difference in {_what(table, wish)} between {rows} is {shown} {_at(cells)}.", shown, cells
    )


_COMPUTED: dict[Operation, Callable[[Table, Wish, dict[int, Amount]], ComputedAnswer | None]] = {
    "highest": _extreme,
    "lowest": _extreme,
    "total": _total,
    "average": _average,
    "difference": _difference,
}


def _what(table: Table, wish: Wish) -> str:
    return table.header[wish.column] or "value"


def _conditions(wish: Wish) -> str:
    return f" with {' and '.join(wish.conditions)}" if wish.conditions else ""


def _row(table: Table, wish: Wish, places: Sequence[int]) -> str:
    names = [table.rows[place][wish.label] or f"row {table.row_numbers[place]}" for place in places]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _at(cells: Sequence[str]) -> str:
    more = f" and {len(cells) - _MAX_CELLS} more" if len(cells) > _MAX_CELLS else ""
    return f"(cell{'s' if len(cells) > 1 else ''} {', '.join(cells[:_MAX_CELLS])}{more})"
