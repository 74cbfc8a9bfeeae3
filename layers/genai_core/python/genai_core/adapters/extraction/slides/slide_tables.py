"""Read tables on slides as grids."""

from __future__ import annotations

from typing import Any

from genai_core.adapters.extraction.charts import drawn_text
from genai_core.adapters.extraction.office_packages import A
from genai_core.domain.tables.grids import Span, grid_of
from genai_core.domain.tables.reading import TableBlock, table_lines, table_of


def table_block(table: Any) -> TableBlock | None:
    """Returns a table with its lines; None for one without text."""
    rows: list[list[str]] = []
    spans: list[Span] = []
    for number, row in enumerate(table.iterfind(f"{A}tr"), start=1):
        cells = row.findall(f"{A}tc")
        rows.append(["" if _is_covered(cell) else drawn_text(cell) for cell in cells])
        for column, cell in enumerate(cells, start=1):
            height, width = (int(cell.get(name) or 1) for name in ("rowSpan", "gridSpan"))
            if height > 1 or width > 1:
                spans.append(Span(number, column, number + height - 1, column + width - 1))
    if not any(map(any, rows)):
        return None
    properties = table.find(f"{A}tblPr")
    has_header = properties is not None and properties.get("firstRow") in ("1", "true") and len(rows) > 1
    grid = grid_of(rows, spans)
    data = table_of(grid.part(0, len(grid.rows)), header_rows=1 if has_header else None)
    return TableBlock(tuple(table_lines(data)), data)


def _is_covered(cell: Any) -> bool:
    return any(cell.get(name) in ("1", "true") for name in ("hMerge", "vMerge"))
