"""Read the marks of the sheets of an OpenDocument spreadsheet."""

from __future__ import annotations

from typing import Any

from genai_core.adapters.extraction.sheets.marks import SheetMarks

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_AS_WRITTEN = ("percentage", "currency")
_MAX_REPEATED = 100_000


def ods_marks(root: Any) -> dict[str, SheetMarks]:
    """Returns the marks of each sheet by its name, from the root of the content."""
    return {table.get(f"{_TABLE}name", ""): _sheet_marks(table) for table in root.iter(f"{_TABLE}table")}


def _sheet_marks(table: Any) -> SheetMarks:
    marks = SheetMarks()
    column = 1
    for item in table.iter(f"{_TABLE}table-column"):
        count = _repeated(item, "columns")
        if _is_hidden(item):
            marks.hidden_columns.update(range(column, column + min(count, _MAX_REPEATED)))
        column += count
    row = 1
    for item in table.iter(f"{_TABLE}table-row"):
        count = _repeated(item, "rows")
        if _is_hidden(item):
            marks.hidden_rows.update(range(row, row + min(count, _MAX_REPEATED)))
        for number in range(row, row + min(count, 100)):
            _mark_cells(marks, item, number)
        row += count
    return marks


def _mark_cells(marks: SheetMarks, row: Any, number: int) -> None:
    column = 1
    for cell in row.iterchildren(*_CELLS):
        count = _repeated(cell, "columns")
        if cell.get(f"{_OFFICE}value-type") in _AS_WRITTEN:
            text = " ".join(_paragraphs(cell))
            marks.shown.update(((number, column + offset), text) for offset in range(min(count, 1000)))
        note = cell.find(f"{_OFFICE}annotation")
        if note is not None and (comment := " ".join(_paragraphs(note))):
            marks.comments[number, column] = comment
        column += count


def _paragraphs(element: Any) -> list[str]:
    return ["".join(item.itertext()).strip() for item in element.iterchildren(f"{_TEXT}p")]


def _repeated(item: Any, kind: str) -> int:
    count = item.get(f"{_TABLE}number-{kind}-repeated", "1")
    return int(count) if count.isdecimal() else 1


def _is_hidden(item: Any) -> bool:
    return item.get(f"{_TABLE}visibility", "visible") in ("collapse", "filter")
