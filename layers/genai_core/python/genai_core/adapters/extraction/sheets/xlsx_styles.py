"""Read number formats and invisible letters from the styles of an xlsx workbook."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from genai_core.adapters.extraction.office_packages import OfficePackage
from genai_core.adapters.extraction.sheets.number_formats import BUILT_IN, NumberFormat, number_format
from genai_core.adapters.extraction.visibility import MIN_POINTS, is_pale_code

_WHITE_THEME, _WHITE_INDEX = "0", ("1", "9")


@dataclass(frozen=True, slots=True)
class CellStyle:
    """The effect of one style on a cell, which its column or row may also hide."""

    number: NumberFormat | None
    is_unseen: bool

    @property
    def is_plain(self) -> bool:
        return self.number is None and not self.is_unseen


def cell_styles(package: OfficePackage, workbook: str) -> list[CellStyle]:
    """Returns the styles by the number that cells refer to."""
    parts = package.related(workbook, "styles")
    if not parts:
        return []
    root = package.root(parts[0])
    codes = {item.get("numFmtId", ""): item.get("formatCode", "") for item in root.iter("{*}numFmt")}
    fonts = [_is_unseen(font) for font in root.iterfind("{*}fonts/{*}font")]
    fills = [_is_coloured(fill) for fill in root.iterfind("{*}fills/{*}fill")]
    return [
        CellStyle(_number(item.get("numFmtId", "0"), codes), _hides(item, fonts, fills))
        for item in root.iterfind("{*}cellXfs/{*}xf")
    ]


def _number(identifier: str, codes: dict[str, str]) -> NumberFormat | None:
    known = BUILT_IN.get(int(identifier), "") if identifier.isdecimal() else ""
    code = codes.get(identifier, known)
    return number_format(code) if code else None


def _hides(item: Any, fonts: list[bool], fills: list[bool]) -> bool:
    font, fill = item.get("fontId", ""), item.get("fillId", "")
    has_colour = fill.isdecimal() and int(fill) < len(fills) and fills[int(fill)]
    return font.isdecimal() and int(font) < len(fonts) and fonts[int(font)] and not has_colour


def _is_unseen(font: Any) -> bool:
    size, colour = font.find("{*}sz"), font.find("{*}color")
    if size is not None and float(size.get("val") or 11) < MIN_POINTS:
        return True
    return colour is not None and (
        is_pale_code(colour.get("rgb", ""))
        or (colour.get("theme") == _WHITE_THEME and not colour.get("tint"))
        or colour.get("indexed") in _WHITE_INDEX
    )


def _is_coloured(fill: Any) -> bool:
    pattern = fill.find("{*}patternFill")
    if pattern is None:
        return fill.find("{*}gradientFill") is not None
    front = pattern.find("{*}fgColor")
    is_white = front is not None and (is_pale_code(front.get("rgb", "")) or front.get("theme") == "0")
    return pattern.get("patternType", "none") not in ("none", "gray125") and not is_white
