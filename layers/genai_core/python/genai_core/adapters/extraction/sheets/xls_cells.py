"""Read cells from the records of an xls workbook: their positions, styles and numbers."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from genai_core.adapters.extraction.sheets.marks import CellPosition

_NUMBER, _SHORT_NUMBER, _SHORT_NUMBERS, _FORMULA = 0x203, 0x27E, 0xBD, 0x06
_TEXTS = (0xFD, 0x204, 0xD6, 0x205)
"""Shared text, text, text with formatting, true or false."""


def styled_cells(kind: int, content: bytes) -> Iterator[tuple[CellPosition, int]]:
    """Yields position and style of each cell of a record; nothing for other records."""
    if kind in (_NUMBER, _SHORT_NUMBER, _FORMULA, *_TEXTS):
        row, column, style = struct.unpack_from("<3H", content)
        yield (row + 1, column + 1), style
    elif kind == _SHORT_NUMBERS:
        for position, style, _ in numbers_of(kind, content):
            yield position, style


def numbers_of(kind: int, content: bytes) -> Iterator[tuple[CellPosition, int, float]]:
    """Yields position, style and number of each cell of a record with numbers."""
    if kind == _SHORT_NUMBERS:
        row, first = struct.unpack_from("<2H", content)
        for column, start in enumerate(range(4, len(content) - 2, 6), start=first):
            style, short = struct.unpack_from("<HI", content, start)
            yield (row + 1, column + 1), style, _number(short)
    elif kind in (_NUMBER, _SHORT_NUMBER, _FORMULA):
        row, column, style = struct.unpack_from("<3H", content)
        if kind == _SHORT_NUMBER:
            yield (row + 1, column + 1), style, _number(struct.unpack_from("<I", content, 6)[0])
        elif kind == _NUMBER or content[12:14] != b"\xff\xff":
            # The result of a formula ends with these two bytes if it is not a number.
            yield (row + 1, column + 1), style, struct.unpack_from("<d", content, 6)[0]


def _number(short: int) -> float:
    """Returns a number of four bytes: an integer or the upper half of a float, perhaps in hundredths."""
    bits = short & ~0x3
    if short & 0x2:
        number = float(struct.unpack("<i", struct.pack("<I", bits))[0] >> 2)
    else:
        number = struct.unpack("<d", struct.pack("<Q", bits << 32))[0]
    return number / 100 if short & 0x1 else number
