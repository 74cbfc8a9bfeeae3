"""Represent cells in rows and columns as a file holds them, with the spans of merged cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from genai_core.domain.tables.values import is_number

MAX_COLUMNS = 16_384


@dataclass(frozen=True, slots=True)
class Span:
    """A merged cell: the first and last row and column that it covers, by the file's numbers."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Grid:
    """Cells by row and column, all rows equally long.

    Attributes:
        rows: The text of each cell; a merged cell's text is in its first.
        row_numbers, column_numbers: Numbers of the rows and columns in the file, from 1.
    """

    rows: list[list[str]]
    row_numbers: list[int]
    column_numbers: list[int]
    spans: tuple[Span, ...] = ()

    @property
    def width(self) -> int:
        return len(self.column_numbers)

    def part(self, start: int, stop: int) -> Grid:
        """Returns the rows from `start` up to `stop`, without their empty rows and columns."""
        kept = [number for number in range(start, stop) if any(self.rows[number])]
        rows = [self.rows[number] for number in kept]
        used = [column for column in range(self.width) if any(row[column] for row in rows)]
        return Grid(
            [[row[column] for column in used] for row in rows],
            [self.row_numbers[number] for number in kept],
            [self.column_numbers[column] for column in used],
            self.spans,
        )

    def covering(self, row: int) -> Iterator[Span]:
        """Yields the spans that cover cells of a row, given its index in the grid."""
        number = self.row_numbers[row]
        return (span for span in self.spans if span.top <= number <= span.bottom)


def grid_of(rows: Sequence[Sequence[str]], spans: Sequence[Span] = ()) -> Grid:
    """Returns rows as a grid numbered from 1; short rows are padded."""
    width = min(max(map(len, rows), default=0), MAX_COLUMNS)
    filled = [[*row[:width], *[""] * (width - len(row))] for row in rows]
    return Grid(filled, list(range(1, len(rows) + 1)), list(range(1, width + 1)), tuple(spans))


def parts(grid: Grid) -> Iterator[Grid]:
    """Yields the parts of a grid that empty rows separate.

    An empty row inside a table does not split it: a header and its rows, or rows and a total, stay together.
    """
    ranges: list[tuple[int, int]] = []
    for start, stop in _filled_ranges(grid):
        if ranges and _belong_together(grid, ranges[-1], (start, stop)):
            ranges[-1] = (ranges[-1][0], stop)
        else:
            ranges.append((start, stop))
    for start, stop in ranges:
        yield grid.part(start, stop)


def _filled_ranges(grid: Grid) -> Iterator[tuple[int, int]]:
    start = None
    for number, row in enumerate([*grid.rows, []]):
        if any(row):
            start = number if start is None else start
        elif start is not None:
            yield start, number
            start = None


def _belong_together(grid: Grid, above: tuple[int, int], below: tuple[int, int]) -> bool:
    upper, lower = _used_columns(grid, above), _used_columns(grid, below)
    is_header = above[1] - above[0] == 1 and upper == lower
    is_row = below[1] - below[0] == 1 and lower <= upper and not _is_remark(grid, above, below[0])
    return min(len(upper), len(lower)) > 1 and (is_header or is_row)


def _is_remark(grid: Grid, above: tuple[int, int], row: int) -> bool:
    """Returns whether a row has words where the rows above it have numbers."""
    rows = grid.rows[slice(*above)][1:]
    filled = [column for column, cell in enumerate(grid.rows[row]) if cell]
    numeric = [column for column in filled if rows and all(is_number(line[column]) for line in rows)]
    return bool(numeric) and not any(is_number(grid.rows[row][column]) for column in numeric)


def _used_columns(grid: Grid, rows: tuple[int, int]) -> set[int]:
    return {column for row in grid.rows[slice(*rows)] for column, cell in enumerate(row) if cell}


def filled(grid: Grid, header_rows: int) -> Grid:
    """Returns the grid with the text of each merged cell in all cells that it covers.

    A number below the header is not repeated, because it would be counted twice.
    """
    if not grid.spans:
        return grid
    rows = [list(row) for row in grid.rows]
    row_places = {number: index for index, number in enumerate(grid.row_numbers)}
    column_places = {number: index for index, number in enumerate(grid.column_numbers)}
    for span in grid.spans:
        covered = [row_places[n] for n in range(span.top, span.bottom + 1) if n in row_places]
        columns = [column_places[n] for n in range(span.left, span.right + 1) if n in column_places]
        if not covered or not columns:
            continue
        text = grid.rows[covered[0]][columns[0]]
        is_title = len(columns) == grid.width > 1
        if is_title or (is_number(text) and covered[0] >= header_rows):
            continue
        for row in covered:
            for column in columns:
                rows[row][column] = rows[row][column] or text
    return Grid(rows, grid.row_numbers, grid.column_numbers, grid.spans)
