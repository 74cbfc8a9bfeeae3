"""Read comments from the records of an xls workbook: a drawn object holds the text, a note names its cell."""

from __future__ import annotations

import struct

from genai_core.adapters.extraction.sheets.marks import CellPosition

_OBJECT, _TEXT, _MORE, _NOTE = 0x5D, 0x1B6, 0x3C, 0x1C
_OBJECT_HEAD = 0x15


class NoteTexts:
    """Collects the comments of one sheet from its records, in the order of the file."""

    def __init__(self) -> None:
        self._object = 0
        self._missing = 0
        self._texts: dict[int, str] = {}
        self._cells: dict[int, CellPosition] = {}

    def take(self, kind: int, content: bytes) -> None:
        """Reads one record. Raises struct.error if it is too short."""
        if kind == _OBJECT:
            head, _, _, number = struct.unpack_from("<4H", content)
            self._object = number if head == _OBJECT_HEAD else 0
        elif kind == _TEXT:
            (self._missing,) = struct.unpack_from("<10xH", content)
        elif kind == _MORE and self._missing > 0:
            is_wide = content[:1] == b"\x01"
            text = content[1:].decode("utf-16-le" if is_wide else "latin-1", errors="replace")
            text = text[: self._missing]
            self._missing -= len(text)
            self._texts[self._object] = self._texts.get(self._object, "") + text
        elif kind == _NOTE:
            row, column, _, number = struct.unpack_from("<4H", content)
            self._cells[number] = (row + 1, column + 1)

    def comments(self) -> dict[CellPosition, str]:
        """Returns the text of each comment by its cell."""
        texts = {position: self._texts.get(number, "") for number, position in self._cells.items()}
        return {position: " ".join(text.split()) for position, text in texts.items() if text.strip()}
