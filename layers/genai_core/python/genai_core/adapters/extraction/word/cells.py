"""Read tables of a Word document as grids, with merged cells and rows in content controls."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from genai_core.adapters.extraction.office_packages import W
from genai_core.adapters.extraction.word.inline import GONE, is_unused
from genai_core.adapters.extraction.word.styles import value
from genai_core.domain.tables.grids import MAX_COLUMNS, Grid, Span, grid_of

_WRAPPERS = frozenset(
    f"{W}{name}" for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag")
)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its element, its first column from 0, and whether it continues the cell above."""

    element: Any
    column: int
    width: int
    is_continued: bool


def inside(container: Any, tag: str) -> Iterator[Any]:
    """Yields the children of that tag, also those in content controls and tracked insertions."""
    for child in container:
        if child.tag == tag:
            if not _is_deleted(child):
                yield child
        elif child.tag in _WRAPPERS and not is_unused(child):
            yield from inside(child, tag)


def rows_of(table: Any) -> list[list[Cell]]:
    """Returns the cells of each row."""
    return [_row(row) for row in inside(table, f"{W}tr")]


def header_rows(table: Any) -> int | None:
    """Returns how many rows at the top are marked as header; None if none is."""
    count = 0
    for row in inside(table, f"{W}tr"):
        if value(row.find(f"{W}trPr"), "tblHeader") not in ("on", "1", "true"):
            break
        count += 1
    return count or None


def grid(rows: list[list[Cell]], text_of: Callable[[Any], str]) -> Grid:
    """Returns the rows as a grid.

    Args:
        text_of: Returns the text of a cell's element.
    """
    texts: list[list[str]] = []
    spans: dict[int, Span] = {}
    done: list[Span] = []
    for number, row in enumerate(rows, start=1):
        line = [""] * max((cell.column + cell.width for cell in row), default=0)
        for cell in row:
            first, last = cell.column + 1, cell.column + cell.width
            if cell.is_continued and first in spans:
                spans[first] = Span(spans[first].top, first, number, spans[first].right)
                continue
            line[cell.column] = text_of(cell.element)
            done += [spans.pop(column) for column in range(first, last + 1) if column in spans]
            spans[first] = Span(number, first, number, last)
        texts.append(line)
    merged = [span for span in (*done, *spans.values()) if span.bottom > span.top or span.right > span.left]
    return grid_of(texts, merged)


def _row(row: Any) -> list[Cell]:
    before = value(row.find(f"{W}trPr"), "gridBefore")
    column = int(before) if before.isdecimal() else 0
    cells: list[Cell] = []
    for element in inside(row, f"{W}tc"):
        properties = element.find(f"{W}tcPr")
        span = value(properties, "gridSpan")
        width = min(int(span), MAX_COLUMNS) if span.isdecimal() and int(span) else 1
        merge = None if properties is None else properties.find(f"{W}vMerge")
        is_continued = merge is not None and merge.get(f"{W}val", "continue") == "continue"
        if column + width <= MAX_COLUMNS:
            cells.append(Cell(element, column, width, is_continued))
        column += width
    return cells


def _is_deleted(element: Any) -> bool:
    properties = element.find(f"{W}trPr") if element.tag == f"{W}tr" else element.find(f"{W}tcPr")
    return properties is not None and any(child.tag in GONE for child in properties)
