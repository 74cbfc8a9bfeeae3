"""Write rows of a table on a page with ` | ` between cells; empty cells keep their position."""

from __future__ import annotations

import re
import statistics
from collections import Counter
from itertools import pairwise

from genai_core.adapters.extraction.pdf_pages.text_boxes import TextBox
from genai_core.adapters.extraction.pdf_pages.wrapped_rows import with_wrapped_lines
from genai_core.domain.tables.grids import grid_of
from genai_core.domain.tables.reading import TableBlock, table_of

BETWEEN_CELLS = " | "
_CELL_GAP, _ALIGNED, _FAR = 1.0, 2.0, 3.0
_LIST_MARK = re.compile(r"[•●▪◦‣·–-]|\(?\d{1,3}[.)]|\(?[a-z]\)")
_MAX_COLUMNS = 100

Columns = list[tuple[float, float]]


def row_texts(lines: list[list[TextBox]], *, right_to_left: bool) -> list[str | None]:
    """Returns the text of each line. Neighbouring lines of several cells are rows of one table.

    Args:
        lines: From top to bottom, the runs of each in writing order.

    Returns:
        None for a line that only continues cells of the row above, and is in the text of that row.
    """
    texts: list[str | None] = [" ".join(run.text for run in line) for line in lines]
    cells = [_cells(line) for line in lines]
    start = 0
    while start < len(lines):
        end = _table_end(lines, cells, start)
        while sum(len(line) > 1 for line in cells[start:end]) > 1:
            columns = _columns([row for row in cells[start:end] if len(row) > 1], right_to_left=right_to_left)
            rows = [_row(line, columns) for line in lines[start:end]]
            joined = with_wrapped_lines(rows, [line[0].middle for line in lines[start:end]])
            if len(joined) == end - start:
                texts[start:end] = [
                    None if row is None else BETWEEN_CELLS.join(row).rstrip() for row in joined
                ]
                break
            end = start + len(joined)
        start = max(end, start + 1)
    return texts


def _table_end(lines: list[list[TextBox]], cells: list[Columns], start: int) -> int:
    """Returns where lines end that may be rows of the table that begins at a line, or continue its cells."""
    end, above = start, Columns()
    while end < len(cells):
        line = cells[end]
        if end > start and is_far(lines[end - 1], lines[end]):
            break
        if len(line) > 1:
            above = line
        elif not any(abs(line[0][0] - left) < _ALIGNED for left, _ in sorted(above)[1:]):
            break
        end += 1
    return end


def is_far(above: list[TextBox], line: list[TextBox]) -> bool:
    """Returns whether so much is blank between two lines that another table may begin."""
    height = max(box.height for box in (*above, *line))
    return min(box.bottom for box in above) - max(box.top for box in line) > _FAR * height


def as_table(block: str) -> TableBlock:
    """Returns a block of a page, with its table as data if its lines are rows of a table."""
    lines = tuple(block.split("\n"))
    if len(lines) < 2 or not all(BETWEEN_CELLS in line or line.startswith("| ") for line in lines):
        return TableBlock((block,))
    cells = grid_of([[cell.strip() for cell in f" {line} ".split(BETWEEN_CELLS)] for line in lines])
    return TableBlock(lines, table_of(cells.part(0, len(cells.rows))))


def _cells(line: list[TextBox]) -> Columns:
    """Returns the parts of a line between wide blanks, as (left, right)."""
    cells = [(line[0].left, line[0].right)]
    for before, run in pairwise(line):
        gap = max(run.left - before.right, before.left - run.right)
        if gap < _CELL_GAP * min(before.height, run.height) and not run.after_line:
            left, right = cells[-1]
            cells[-1] = min(left, run.left), max(right, run.right)
        else:
            cells.append((run.left, run.right))
    is_listed = len(cells) == 2 and _LIST_MARK.fullmatch(line[0].text)
    return [(min(cells)[0], max(right for _, right in cells))] if is_listed else cells


def _columns(rows: list[Columns], *, right_to_left: bool) -> Columns:
    """Returns the columns of a table: the usual positions of the cells in its fullest rows."""
    counts = Counter(map(len, rows))
    # A single row with more cells than any other may have a blank inside a cell.
    size = max((size for size, count in counts.items() if count > 1), default=max(counts))
    header = sorted(rows[0], reverse=right_to_left)
    if len(header) > size and _names_columns(header, rows[1:]):
        return header
    full = [sorted(row, reverse=right_to_left) for row in rows if len(row) == size]
    return [
        (statistics.median(left for left, _ in column), statistics.median(right for _, right in column))
        for column in zip(*full, strict=True)
    ]


def _names_columns(header: Columns, rows: list[Columns]) -> bool:
    """Returns whether below each cell of a header a cell of another row is aligned with it."""
    return all(
        any(
            min(abs(left - other), abs(right - end), abs(left + right - other - end) / 2) < _ALIGNED
            for row in rows
            for other, end in row
        )
        for left, right in header
    )


def _row(line: list[TextBox], columns: Columns) -> list[str]:
    """Returns the text of each cell of a line; the runs themselves if there are too many columns."""
    if len(columns) > _MAX_COLUMNS:
        return [run.text for run in line]
    cells: list[list[str]] = [[] for _ in columns]
    for run in line:
        for part in run.parts or [run]:
            cells[max(range(len(columns)), key=lambda at: _nearness(part, columns[at]))].append(part.text)
    return [" ".join(cell) for cell in cells]


def _nearness(part: TextBox, column: tuple[float, float]) -> tuple[float, float]:
    left, right = column
    shared = min(part.right, right) - max(part.left, left)
    return max(shared, 0.0), -abs((left + right) - (part.left + part.right))
