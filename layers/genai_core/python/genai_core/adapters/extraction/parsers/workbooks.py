"""Read workbooks (xlsx, xls, ods): sheets as headings, tables with captions, without hidden cells."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import replace
from io import BytesIO
from typing import Any

from langchain_core.document_loaders import BaseBlobParser, Blob
from langchain_core.documents import Document
from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from genai_core.adapters.extraction.containers import PACKAGE
from genai_core.adapters.extraction.office_packages import (
    OfficePackage,
    office_package,
    stated_properties,
)
from genai_core.adapters.extraction.packages import damaged
from genai_core.adapters.extraction.passages import passage
from genai_core.adapters.extraction.sheets.marks import SheetMarks
from genai_core.adapters.extraction.sheets.number_formats import plain_number
from genai_core.adapters.extraction.sheets.ods_marks import ods_marks
from genai_core.adapters.extraction.sheets.xls_marks import xls_marks
from genai_core.adapters.extraction.sheets.xlsx_marks import xlsx_marks
from genai_core.adapters.extraction.table_passages import table_passages
from genai_core.domain.tables.grids import MAX_COLUMNS, Grid, Span
from genai_core.domain.tables.reading import table_blocks
from genai_core.errors import InvalidInput

MAX_CELLS = 10_000_000


class WorkbookParser(BaseBlobParser):
    """The tables of each visible sheet, separated by empty rows."""

    def lazy_parse(self, blob: Blob) -> Iterator[Document]:
        body = blob.as_bytes()
        source: dict[str, Any] = {"warnings": []}
        with office_package(body) if body.startswith(PACKAGE) else nullcontext() as package:
            marks = _marks(body, package, source)
            try:
                yield from _sheets(body, marks, source)
            except PasswordError as error:
                raise InvalidInput(
                    "the workbook is protected by a password",
                    remedy="Save it without the password and upload that.",
                ) from error
            except (CalamineError, OSError, ValueError) as error:
                raise damaged(str(error)) from error


def _sheets(body: bytes, marks: dict[str, SheetMarks], source: dict[str, Any]) -> Iterator[Document]:
    with CalamineWorkbook.from_filelike(BytesIO(body)) as workbook:
        for number, sheet in enumerate(workbook.sheets_metadata, start=1):
            if sheet.typ != SheetTypeEnum.WorkSheet:
                continue
            if sheet.visible != SheetVisibleEnum.Visible:
                source["warnings"].append(f"sheet {sheet.name!r} is hidden and left out")
                continue
            marked = marks.get(sheet.name, SheetMarks())
            source["warnings"] += marked.warnings(sheet.name)
            _check_size(sheet.name, marked)
            grid = _grid(workbook.get_sheet_by_name(sheet.name), marked)
            blocks = table_blocks(grid, marked.comments)
            yield from table_passages(blocks, headings=(sheet.name,), page=number, source=source)
            for text in marked.text_boxes:
                yield passage(text, headings=(sheet.name,), page=number, source=source)
            yield passage(
                "", source=source, pictures=[replace(item, page=number) for item in marked.pictures]
            )


def _marks(body: bytes, package: OfficePackage | None, source: dict[str, Any]) -> dict[str, SheetMarks]:
    if package is None:
        return xls_marks(body)
    source.update(stated_properties(package))
    return ods_marks(package.root("content.xml")) if "content.xml" in package.names else xlsx_marks(package)


def _check_size(name: str, marks: SheetMarks) -> None:
    """Raises InvalidInput for a sheet that would not fit into memory, before it is read."""
    if marks.cell_count > MAX_CELLS:
        raise InvalidInput(
            f"sheet {name!r} reaches to row {marks.last[0]} and column {marks.last[1]}",
            remedy=f"At most {MAX_CELLS} cells are read, empty ones counted: delete the ones far outside.",
        )


def _grid(sheet: CalamineSheet, marks: SheetMarks) -> Grid:
    """Returns the sheet without hidden rows and columns, each cell as it is shown."""
    if sheet.start is None:
        return Grid([], [], [])
    top, left = sheet.start[0] + 1, sheet.start[1] + 1
    last = min(left + sheet.width, MAX_COLUMNS + 1)
    columns = [number for number in range(left, last) if number not in marks.hidden_columns]
    rows: list[list[str]] = []
    numbers: list[int] = []
    for number, values in enumerate(sheet.to_python(), start=top):
        if number not in marks.hidden_rows:
            rows.append([_shown(values[column - left], (number, column), marks) for column in columns])
            numbers.append(number)
    return Grid(rows, numbers, columns, _spans(sheet))


def _shown(value: Any, position: tuple[int, int], marks: SheetMarks) -> str:
    if position in marks.hidden_cells:
        return ""
    return marks.shown[position] if position in marks.shown else written(value)


def written(value: Any) -> str:
    """Returns a value as text: dates as 2024-03-05, durations as 26:05:00, numbers in their own digits."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return plain_number(value)
    if isinstance(value, datetime.datetime):
        is_midnight = value.time() == datetime.time.min
        return value.date().isoformat() if is_midnight else value.isoformat(" ", "seconds")
    if isinstance(value, datetime.timedelta):
        minutes, seconds = divmod(round(value.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return " ".join(str(value).split())


def _spans(sheet: CalamineSheet) -> tuple[Span, ...]:
    ranges = sheet.merged_cell_ranges or ()
    return tuple(Span(top + 1, left + 1, bottom + 1, right + 1) for (top, left), (bottom, right) in ranges)
