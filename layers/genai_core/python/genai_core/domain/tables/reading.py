"""Read tables and lines of text from a grid."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from genai_core.domain.tables.grids import Grid, filled, parts
from genai_core.domain.tables.headers import (
    column_names,
    header_levels,
    names_first_columns,
    spread,
    title_rows,
)
from genai_core.domain.tables.table import Table

_MAX_TITLE_LINES = 3
_NOTES: Mapping[tuple[int, int], str] = {}


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A part of a grid: a table with its lines, or lines outside any table."""

    lines: tuple[str, ...]
    table: Table | None = None


def table_blocks(grid: Grid, notes: Mapping[tuple[int, int], str] = _NOTES) -> Iterator[TableBlock]:
    """Yields the content of a grid in order: tables, and text between them.

    A title that an empty row separates from its table is the table's caption.

    Args:
        notes: Comments on cells, by row and column number.
    """
    title: tuple[str, ...] = ()
    for part in parts(grid):
        if part.width == 1 or len(part.rows) == 1:
            lines = tuple(_plain_line(part, row, notes) for row in range(len(part.rows)))
            if len(part.rows) <= _MAX_TITLE_LINES and _is_title(part):
                title = (*title, *lines)
                continue
            yield TableBlock((*title, *lines))
        else:
            yield _table_block(part, title, notes)
        title = ()
    if title:
        yield TableBlock(title)


def table_of(grid: Grid, *, header_rows: int | None = None, caption: str = "") -> Table:
    """Returns the whole grid as one table.

    Args:
        header_rows: Number of header rows at the top; None to detect it from the cells.
    """
    levels = header_levels(grid) if header_rows is None else header_rows
    whole = filled(grid, levels)
    header = column_names(spread(whole.rows[:levels])) if levels else ("",) * grid.width
    if levels and names_first_columns(header, whole.rows[levels:]):
        # Some programs write the names of the first columns into a row of their own.
        header = tuple(map(str.__add__, header, whole.rows[levels]))
        levels += 1
    return Table(
        header=header,
        rows=tuple(tuple(row) for row in whole.rows[levels:]),
        caption=caption,
        row_numbers=tuple(grid.row_numbers[levels:]),
        column_numbers=tuple(grid.column_numbers),
    )


def table_lines(table: Table, notes: Mapping[tuple[int, int], str] = _NOTES) -> list[str]:
    """Returns a table as lines: its caption, its header, and each row as `header: value` pairs.

    Cells of a table without a header keep their positions between bars.
    """
    lines = [table.caption, " | ".join(filter(None, table.header))]
    for number, row in zip(table.row_numbers, table.rows, strict=True):
        cells = [
            f"{cell} (comment: {notes[number, column]})" if (number, column) in notes else cell
            for column, cell in zip(table.column_numbers, row, strict=True)
        ]
        lines.append(_row_line(table.header, cells))
    return [line for line in lines if line]


def _table_block(part: Grid, title: Sequence[str], notes: Mapping[tuple[int, int], str]) -> TableBlock:
    titles = title_rows(part)
    captions = [*title, *(_plain_line(part, row, notes) for row in range(titles))]
    body = part.part(titles, len(part.rows))
    table = table_of(body, caption="; ".join(captions))
    return TableBlock((*captions, *table_lines(table, notes)[bool(table.caption) :]), table)


def _row_line(header: Sequence[str], cells: Sequence[str]) -> str:
    if not any(header):
        return " | ".join(cells).rstrip(" |")
    named = zip(header, cells, strict=True)
    return " | ".join(f"{name}: {cell}" if name else cell for name, cell in named if cell)


def _plain_line(grid: Grid, row: int, notes: Mapping[tuple[int, int], str]) -> str:
    number = grid.row_numbers[row]
    shown = (
        f"{cell} (comment: {notes[number, column]})" if (number, column) in notes else cell
        for column, cell in zip(grid.column_numbers, grid.rows[row], strict=True)
    )
    filled_cells = list(filter(None, shown))
    return (" " if filled_cells[0].endswith(":") else " | ").join(filled_cells)


def _is_title(part: Grid) -> bool:
    return all(sum(map(bool, row)) <= 2 for row in part.rows)
