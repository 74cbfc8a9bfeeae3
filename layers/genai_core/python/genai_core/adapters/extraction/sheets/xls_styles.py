"""Read number formats and invisible letters from the styles of an xls workbook."""

from __future__ import annotations

import struct

from genai_core.adapters.extraction.sheets.number_formats import BUILT_IN, NumberFormat, number_format
from genai_core.adapters.extraction.visibility import MIN_POINTS

_FONT, _FORMAT, _STYLE = 0x31, 0x41E, 0xE0
_TWENTIETHS = 20
"""Twentieths of a point: the unit of font sizes."""
_WHITE = (1, 9)
_SKIPPED_FONT = 4
"""No font has this number."""


class XlsStyles:
    """The styles by the number that cells refer to; filled from the records of the workbook."""

    def __init__(self) -> None:
        self._codes = dict(BUILT_IN)
        self._unseen_fonts: list[bool] = []
        self._styles: list[tuple[int, int, bool]] = []

    def take(self, kind: int, content: bytes) -> None:
        """Adds the font, format or style of a record; ignores other records."""
        if kind == _FONT:
            size, _, colour = struct.unpack_from("<3H", content)
            self._unseen_fonts.append(size < MIN_POINTS * _TWENTIETHS or colour in _WHITE)
        elif kind == _FORMAT:
            number, length, is_wide = struct.unpack_from("<2HB", content)
            letters = content[5 : 5 + length * (1 + (is_wide & 1))]
            self._codes[number] = letters.decode("utf-16-le" if is_wide & 1 else "latin-1")
        elif kind == _STYLE:
            font, form = struct.unpack_from("<2H", content)
            borders, colours = struct.unpack_from("<IH", content, 14)
            has_colour = bool(borders >> 26) and colours & 0x7F not in _WHITE
            self._styles.append((font, form, has_colour))

    def number(self, style: int) -> NumberFormat | None:
        """Returns how a style writes numbers; None if plainly, or not as a number."""
        if style >= len(self._styles):
            return None
        code = self._codes.get(self._styles[style][1], "")
        return number_format(code) if code else None

    def hides(self, style: int) -> bool:
        """Returns whether letters of a style cannot be seen: white without a colour behind them, or tiny."""
        if style >= len(self._styles):
            return False
        font, _, has_colour = self._styles[style]
        index = font - (font > _SKIPPED_FONT)
        return index < len(self._unseen_fonts) and self._unseen_fonts[index] and not has_colour
