"""Read the rows of tables that are drawn with lines: each cell whole, however its text is wrapped."""

from __future__ import annotations

import statistics
from collections import Counter
from dataclasses import dataclass, replace
from functools import reduce
from itertools import pairwise

from genai_core.adapters.extraction.pdf_pages.reading_order import is_right_to_left
from genai_core.adapters.extraction.pdf_pages.ruled_tables import Cell, RuledTable
from genai_core.adapters.extraction.pdf_pages.table_rows import BETWEEN_CELLS
from genai_core.adapters.extraction.pdf_pages.text_boxes import TextBox
from genai_core.adapters.extraction.pdf_pages.wrapped_rows import joined_lines
from genai_core.domain.tables.values import is_number

_MIN_FILLED = 0.4
_MAX_CELL_LETTERS, _MAX_USUAL_WORDS = 1_500, 30
_SAME_LINE, _ALIGNED, _PADDING = 0.5, 3.0, 6.0


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of text in a cell, with its ends and its middle height in points."""

    text: str
    left: float
    right: float
    middle: float


Cells = dict[Cell, list[_Line]]


def read_tables(boxes: list[TextBox], tables: list[RuledTable]) -> list[TextBox]:
    """Returns the runs of a page; those of a table are replaced with one run for each of its rows."""
    for number, table in enumerate(tables, start=1):
        runs: dict[Cell, list[TextBox]] = {}
        outside: list[TextBox] = []
        for box in boxes:
            if box.is_upright and (position := table.field_of(box)):
                runs.setdefault(table.cells[position], []).append(box)
            else:
                outside.append(box)
        right_to_left = is_right_to_left([box for inside in runs.values() for box in inside])
        cells = {cell: _lines(inside, right_to_left=right_to_left) for cell, inside in runs.items()}
        if len(table.ys) > 2 and _is_table(cells):
            rows = _row_boxes(table, cells, right_to_left=right_to_left)
            boxes = [*outside, *(replace(row, table=number) for row in rows)]
    return boxes


def _lines(boxes: list[TextBox], *, right_to_left: bool) -> list[_Line]:
    lines: list[list[TextBox]] = []
    for box in sorted(boxes, key=lambda each: -each.middle):
        height = min(box.height, lines[-1][0].height) if lines else 0.0
        if lines and lines[-1][0].middle - box.middle < _SAME_LINE * height:
            lines[-1].append(box)
        else:
            lines.append([box])
    return [_line(sorted(line, key=lambda each: each.left, reverse=right_to_left)) for line in lines]


def _line(runs: list[TextBox]) -> _Line:
    text = " ".join(run.text for run in runs)
    left, right = min(run.left for run in runs), max(run.right for run in runs)
    return _Line(text, left, right, runs[0].middle)


def _is_table(cells: Cells) -> bool:
    """Returns whether the cells hold a table: not a chart, a frame around prose, or an empty form."""
    rows = Counter(row for row, _ in cells)
    columns = {column for _, column in cells}
    full = sum(count > 1 for count in rows.values())
    if full < 2 or full < len(rows) / 2 or len(cells) < _MIN_FILLED * len(rows) * len(columns):
        return False
    texts = [_joined(lines) for lines in cells.values()]
    words = statistics.median(len(text.split()) for text in texts)
    return max(map(len, texts)) <= _MAX_CELL_LETTERS and words <= _MAX_USUAL_WORDS


def _row_boxes(table: RuledTable, cells: Cells, *, right_to_left: bool) -> list[TextBox]:
    """Returns the rows as runs."""
    used = sorted({column for _, column in cells}, reverse=right_to_left)
    header_row = min(row for row, _ in cells)
    boxes: list[TextBox] = []
    for row in range(len(table.ys) - 1):
        in_row = [table.cells[row, column] for column in used]
        is_title = not boxes and len(set(in_row)) == 1
        lines = [_lines_in_row(table, cells, (row, column), header_row) for column in used]
        if is_title:
            texts = [" ".join(_joined(cell) for cell in lines if cell)]
        else:
            # Cells of a header have several lines more often than a header has several rows.
            size = _size(lines, [table.width(row, column) for column in used]) if boxes else 1
            texts = [BETWEEN_CELLS.join(texts).rstrip() for texts in _rows(lines, size)]
        top, step = table.ys[row], (table.ys[row] - table.ys[row + 1]) / max(len(texts), 1)
        for number, text in enumerate(texts):
            if text.strip(" |"):
                bottom = top - (number + 1) * step
                sides = table.xs[0], bottom, table.xs[-1], top - number * step
                boxes.append(TextBox(text, *sides))
    return boxes


def _lines_in_row(table: RuledTable, cells: Cells, field_position: Cell, header_row: int) -> list[_Line]:
    """Returns the lines to show in a field of the grid: those of its cell in the first field of the cell.

    Further rows of a cell repeat it, unless it is a header, or a number, which would be counted twice.
    """
    row, column = field_position
    first_row, first_column = cell = table.cells[field_position]
    if column != first_column or cell not in cells:
        return []
    is_once = first_row == header_row or is_number(_joined(cells[cell]))
    return [] if row > first_row and is_once else cells[cell]


def _rows(cells: list[list[_Line]], size: int) -> list[list[str]]:
    """Returns the texts of the cells of a row of the grid, which holds `size` rows of text."""
    if size < 2:
        return [[_joined(lines) for lines in cells]]
    heights = [line.middle for line in next(lines for lines in cells if len(lines) == size)]
    rows: list[list[str]] = [[] for _ in heights]
    for lines in cells:
        by_row: list[list[_Line]] = [[] for _ in heights]
        for line in lines if len(lines) > 1 else []:
            by_row[min(range(size), key=lambda at: abs(heights[at] - line.middle))].append(line)
        if len(lines) == 1:
            by_row = [lines if number == 0 or not is_number(lines[0].text) else [] for number in range(size)]
        for texts, inside in zip(rows, by_row, strict=True):
            texts.append(_joined(inside))
    return rows


def _size(cells: list[list[_Line]], widths: list[float]) -> int:
    """Returns how many rows of text a row of the grid holds: so many lines stand side by side in its cells.

    Args:
        widths: Of the cells, in points.
    """
    counts = Counter(len(lines) for lines in cells if len(lines) > 1)
    for size, count in counts.most_common():
        alike = [(column, lines) for column, lines in enumerate(cells) if len(lines) == size]
        aligned = all(
            abs(line.middle - first.middle) < _ALIGNED
            for _, lines in alike
            for line, first in zip(lines, alike[0][1], strict=True)
        )
        if count > 1 and aligned and not all(_is_wrapped(lines, widths[column]) for column, lines in alike):
            return size
    return 1


def _is_wrapped(lines: list[_Line], width: float) -> bool:
    """Returns whether the first word of each further line had no room on the line above it."""
    room = width - 2 * _PADDING
    for line, after in pairwise(lines):
        word = after.text.split(" ", 1)[0]
        if line.right - line.left + (after.right - after.left) * len(word) / len(after.text) < room:
            return False
    return True


def _joined(lines: list[_Line]) -> str:
    return reduce(joined_lines, (line.text for line in lines), "")
