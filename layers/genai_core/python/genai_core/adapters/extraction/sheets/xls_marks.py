"""Read the marks of the sheets of a workbook from before 2007 (xls).

The records are those of BIFF8: https://learn.microsoft.com/openspecs/office_file_formats/ms-xls. calamine
reads the values of such a workbook, but neither comments, nor formats of numbers, nor what is hidden.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from io import BytesIO

import olefile

from genai_core.adapters.extraction.sheets.marks import SheetMarks
from genai_core.adapters.extraction.sheets.xls_cells import numbers_of, styled_cells
from genai_core.adapters.extraction.sheets.xls_notes import NoteTexts
from genai_core.adapters.extraction.sheets.xls_styles import XlsStyles

_STREAM = "Workbook"
_BEGIN, _END, _ENCRYPTED, _SHEET = 0x809, 0x0A, 0x2F, 0x85
_COLUMNS, _ROW = 0x7D, 0x208
_BIFF8 = 0x600
_ROW_HIDDEN, _COLUMN_HIDDEN = 0x20, 0x1
_MAX_COLUMNS = 256

Record = tuple[int, bytes]


def xls_marks(body: bytes) -> dict[str, SheetMarks]:
    """Returns the marks of each visible sheet by its name; nothing for workbooks from before 1997.

    A damaged workbook has the marks that are read before the damage.
    """
    marks: dict[str, SheetMarks] = {}
    try:
        with olefile.OleFileIO(BytesIO(body)) as container:
            data = container.openstream(_STREAM).read()
        styles = XlsStyles()
        for name, start in _sheets(data, styles):
            marks[name] = _sheet_marks(data, start, styles)
    except (OSError, struct.error, IndexError, UnicodeDecodeError):
        return marks
    return marks


def _records(data: bytes, start: int) -> Iterator[Record]:
    """Yields the records of one part of the stream, without those of charts in it."""
    depth = 0
    while start + 4 <= len(data):
        kind, size = struct.unpack_from("<HH", data, start)
        content = data[start + 4 : start + 4 + size]
        start += 4 + size
        depth += (kind == _BEGIN) - (kind == _END)
        if depth <= 1:
            yield kind, content
        if depth <= 0:
            return


def _sheets(data: bytes, styles: XlsStyles) -> list[tuple[str, int]]:
    """Returns name and start of each visible sheet, and reads the styles."""
    sheets: list[tuple[str, int]] = []
    for kind, content in _records(data, 0):
        is_other_version = kind == _BEGIN and struct.unpack_from("<H", content)[0] != _BIFF8
        if is_other_version or kind == _ENCRYPTED:
            return []
        if kind == _SHEET and not content[4] & 0x3:
            length, is_wide = content[6], content[7] & 1
            letters = content[8 : 8 + length * (1 + is_wide)]
            start = struct.unpack_from("<I", content)[0]
            sheets.append((letters.decode("utf-16-le" if is_wide else "latin-1"), start))
        styles.take(kind, content)
    return sheets


def _sheet_marks(data: bytes, start: int, styles: XlsStyles) -> SheetMarks:
    marks, notes = SheetMarks(), NoteTexts()
    for kind, content in _records(data, start):
        notes.take(kind, content)
        if kind in (_COLUMNS, _ROW):
            _mark_hidden(marks, kind, content)
            continue
        marks.hidden_cells.update(
            position for position, style in styled_cells(kind, content) if styles.hides(style)
        )
        for position, style, number in numbers_of(kind, content):
            if look := styles.number(style):
                marks.shown[position] = look.write(number)
    marks.comments.update(notes.comments())
    return marks


def _mark_hidden(marks: SheetMarks, kind: int, content: bytes) -> None:
    if kind == _ROW:
        row, flags = struct.unpack_from("<H10xH", content)
        marks.hidden_rows.update({row + 1} if flags & _ROW_HIDDEN else ())
    else:
        first, last, _, _, flags = struct.unpack_from("<5H", content)
        hidden = range(first + 1, min(last + 1, _MAX_COLUMNS) + 1)
        marks.hidden_columns.update(hidden if flags & _COLUMN_HIDDEN else ())
