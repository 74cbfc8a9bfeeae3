"""Find tables whose cells are drawn with lines."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from genai_core.adapters.extraction.pdf_pages.mixed_lines import Letter
from genai_core.adapters.extraction.pdf_pages.rulings import Ruling
from genai_core.adapters.extraction.pdf_pages.text_boxes import TextBox

_TOUCH = 3.0
_MAX_CELLS = 20_000

Cell = tuple[int, int]


@dataclass(frozen=True, slots=True)
class RuledTable:
    """The grid of lines of a table.

    Attributes:
        xs, ys: The borders of its columns and rows, from left to right and from top to bottom.
        cells: For each field of the grid, by row and column, the upper left field of its cell.
    """

    xs: list[float]
    ys: list[float]
    cells: dict[Cell, Cell] = field(repr=False)

    def field_of(self, box: TextBox | Letter) -> Cell | None:
        """Returns the row and column that the middle of a run is in; None if it is outside."""
        column = bisect_right(self.xs, (box.left + box.right) / 2) - 1
        row = bisect_right([-y for y in self.ys], -box.middle) - 1
        is_inside = 0 <= column < len(self.xs) - 1 and 0 <= row < len(self.ys) - 1
        return (row, column) if is_inside else None

    def width(self, row: int, column: int) -> float:
        """Returns the width in points of the cell that begins in a column."""
        end = column + 1
        while self.cells.get((row, end)) == self.cells[row, column]:
            end += 1
        return self.xs[end] - self.xs[column]

    def parts(self, first: TextBox | Letter, second: TextBox | Letter) -> bool:
        """Returns whether two neighbouring letters belong to different cells."""
        cells = [
            self.cells.get(field_position)
            for field_position in map(self.field_of, (first, second))
            if field_position
        ]
        return len(cells) == 2 and cells[0] != cells[1]


def ruled_tables(level: list[Ruling], upright: list[Ruling]) -> list[RuledTable]:
    """Returns the grids that are drawn with lines and have two columns; a grid of one row is a shaded row."""
    tables: list[RuledTable] = []
    for levels, uprights in _touching(level, upright):
        xs = _positions(uprights, [end for line in levels for end in (line.start, line.end)])
        ys = _positions(levels, [end for line in uprights for end in (line.start, line.end)])[::-1]
        if len(xs) > 2 and len(ys) > 1 and len(xs) * len(ys) <= _MAX_CELLS:
            tables.append(RuledTable(xs, ys, _cells(xs, ys, levels, uprights)))
    return tables


def _touching(level: list[Ruling], upright: list[Ruling]) -> list[tuple[list[Ruling], list[Ruling]]]:
    """Returns the groups of lines that cross or touch each other."""
    groups: list[tuple[list[Ruling], list[Ruling]]] = []
    rest = list(upright)
    while rest:
        levels, uprights, new = list[Ruling](), list[Ruling](), [rest.pop()]
        while new:
            uprights += new
            crossing = [
                line for line in level if line not in levels and any(_cross(line, other) for other in new)
            ]
            levels += crossing
            new = [line for line in rest if any(_cross(other, line) for other in crossing)]
            rest = [line for line in rest if line not in new]
        groups.append((levels, uprights))
    return groups


def _cross(level: Ruling, upright: Ruling) -> bool:
    return (
        level.start - _TOUCH <= upright.at <= level.end + _TOUCH
        and upright.start - _TOUCH <= level.at <= upright.end + _TOUCH
    )


def _positions(lines: list[Ruling], ends: list[float]) -> list[float]:
    """Returns where lines are, in order; a table open at a side ends where the lines that cross it end."""
    positions = sorted({line.at for line in lines})
    if positions and ends:
        before = [min(ends)] if min(ends) < positions[0] - 2 * _TOUCH else []
        behind = [max(ends)] if max(ends) > positions[-1] + 2 * _TOUCH else []
        positions = [*before, *positions, *behind]
    return positions


def _cells(
    xs: list[float], ys: list[float], levels: list[Ruling], uprights: list[Ruling]
) -> dict[Cell, Cell]:
    """Returns the upper left field of each field's cell: inside merged cells, no lines are drawn."""
    cells: dict[Cell, Cell] = {}
    for row in range(len(ys) - 1):
        middle_y = (ys[row] + ys[row + 1]) / 2
        for column in range(len(xs) - 1):
            middle_x = (xs[column] + xs[column + 1]) / 2
            field_position = (row, column)
            if column and not _is_drawn(uprights, xs[column], middle_y):
                field_position = cells[row, column - 1]
            elif row and not _is_drawn(levels, ys[row], middle_x):
                field_position = cells[row - 1, column]
            cells[row, column] = field_position
    return cells


def _is_drawn(lines: list[Ruling], at: float, middle: float) -> bool:
    return any(abs(line.at - at) < 0.1 and line.start <= middle <= line.end for line in lines)
