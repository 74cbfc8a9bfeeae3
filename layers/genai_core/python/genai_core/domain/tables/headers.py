"""Find the end of a table's title, the levels of its header, and the column names."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise

from genai_core.domain.tables.grids import Grid
from genai_core.domain.tables.values import are_counted, is_number, is_year

MAX_LEVELS = 4
_MAX_TITLE_ROWS = 12
_LOOKED_AT_ROWS = 50


def title_rows(grid: Grid) -> int:
    """Returns how many rows at the top are a title: they fill fewer cells than the rows of the table.

    A title fills one cell; lines such as "As of | 2024-03-01" fill the first two above a wider table.
    """
    fills = [sum(map(bool, row)) for row in grid.rows[:_LOOKED_AT_ROWS]]
    widest = max(fills)
    if widest < 2:
        return 0
    titles = 0
    for row, fill in zip(grid.rows[:_MAX_TITLE_ROWS], fills, strict=False):
        is_pair = fill == 2 and widest >= 4 and all(row[:2]) and not is_number(row[0])
        is_title = fill == 1 and not _is_spanned(grid, titles)
        if not (is_title or is_pair):
            break
        titles += 1
    return titles if titles < len(grid.rows) else 0


def header_levels(grid: Grid) -> int:
    """Returns how many rows at the top of a table without a title are its header."""
    if not _is_header(grid.rows[0], grid.rows[1:_LOOKED_AT_ROWS]):
        return 0
    levels = 1
    while levels < min(MAX_LEVELS, len(grid.rows) - 1) and _goes_on(grid, levels):
        levels += 1
    return levels


def column_names(rows: list[list[str]]) -> tuple[str, ...]:
    """Returns the names of the columns: the levels of the header from top to bottom, without repetition.

    Args:
        rows: The rows of the header; in all but the last, empty cells repeat the cell to their left.
    """
    names = zip(*rows, strict=True)
    return tuple(" / ".join(level for level, _ in groupby(filter(None, levels))) for levels in names)


def names_first_columns(header: Sequence[str], body: Sequence[Sequence[str]]) -> bool:
    """Returns whether the row below a header names the columns that it leaves empty, and nothing else."""
    if len(body) < 2 or all(header) or not any(header):
        return False
    first = body[0]
    fits = all(bool(name) != bool(cell) for name, cell in zip(header, first, strict=True))
    return fits and not any(map(is_number, first)) and all(map(any, zip(*body[1:], strict=True)))


def spread(rows: list[list[str]]) -> list[list[str]]:
    """Returns header rows with each upper cell repeated in the empty cells to its right that it groups."""
    if len(rows) < 2:
        return rows
    spread_rows: list[list[str]] = []
    for upper, lower in pairwise(rows):
        carried, row = "", []
        for cell, below in zip(upper, lower, strict=True):
            carried = cell or (carried if below else "")
            row.append(carried)
        spread_rows.append(row)
    return [*spread_rows, rows[-1]]


def _is_header(row: list[str], body: list[list[str]]) -> bool:
    numbers = [cell for cell in row if is_number(cell)]
    if not body or not any(row) or _are_pairs([row, *body]):
        return False
    if not numbers:
        return True
    # Years, months or levels are column names if the first column has another name and the rows differ.
    if len(numbers) == len(row) or not (all(map(is_year, numbers)) or are_counted(numbers)):
        return False
    columns = [number for number, cell in enumerate(row) if is_number(cell)]
    below = [line[column] for line in body for column in columns if line[column]]
    return not below or not all(map(is_year, below))


def _are_pairs(rows: list[list[str]]) -> bool:
    """Returns whether rows are names with their values, as in a form: "Valid from: | 2024-03-01"."""
    return len(rows[0]) == 2 and 2 * sum(row[0].endswith(":") for row in rows) >= len(rows)


def _goes_on(grid: Grid, levels: int) -> bool:
    """Returns whether the row after `levels` header rows belongs to the header too."""
    upper, lower = grid.rows[levels - 1], grid.rows[levels]
    number = grid.row_numbers[levels - 1]
    across = [span for span in grid.covering(levels - 1) if span.right > span.left and span.bottom == number]
    down = [span for span in grid.covering(levels - 1) if span.bottom > number]
    if across or down:
        return not any(is_number(cell) and not is_year(cell) for cell in lower)
    grouped = [below for cell, below in zip(upper, lower, strict=True) if below and not cell]
    has_gap = any(cell and not below for cell, below in zip(upper, lower, strict=True))
    is_named = all(not is_number(cell) or is_year(cell) for cell in lower)
    return bool(grouped) and has_gap and is_named and not lower[0]


def _is_spanned(grid: Grid, row: int) -> bool:
    """Returns whether a row's only cell is merged over a part of the table: a heading above columns."""
    number = grid.row_numbers[row]
    wide = (span for span in grid.covering(row) if span.top == number and span.right > span.left)
    inside = ([n for n in grid.column_numbers if span.left <= n <= span.right] for span in wide)
    return any(1 < len(columns) < grid.width for columns in inside)
