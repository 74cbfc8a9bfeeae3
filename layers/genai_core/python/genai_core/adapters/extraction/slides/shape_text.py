"""Read the text of a shape, without letters that are too small or white on white."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from genai_core.adapters.extraction.office_packages import A, P
from genai_core.adapters.extraction.visibility import MIN_POINTS, is_pale_code

_OPAQUE_FROM = 5000
"""Alpha in thousandths of a per cent."""
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_FILLS = tuple(f"{A}{name}" for name in ("gradFill", "blipFill", "pattFill"))


def shape_text(shape: Any, *, is_on_white: bool) -> str:
    """Returns the lines of a shape.

    Args:
        is_on_white: Nothing on the slide or behind it has a colour, so white letters cannot be seen.
    """
    plain = is_on_white and not has_colour(shape)
    lines = ("".join(_runs(paragraph, plain)) for paragraph in shape.iter(f"{A}p"))
    return "\n".join(line.strip() for line in lines if line.strip())


def is_on_white(roots: list[Any]) -> bool:
    """Returns whether slide, layout and master are white: no background, picture or filled shape."""
    for root in roots:
        if next(root.iter(f"{P}pic"), None) is not None or any(map(has_colour, root.iter(f"{P}sp"))):
            return False
        background = root.find(f"{P}cSld/{P}bg")
        if background is not None and not _is_white(background):
            return False
    return True


def has_colour(shape: Any) -> bool:
    """Returns whether a shape is filled with something other than white."""
    properties = shape.find("{*}spPr")
    if properties is None:
        return False
    if any(properties.find(fill) is not None for fill in _FILLS):
        return True
    fill = properties.find(f"{A}solidFill")
    if fill is not None:
        return not _is_white(fill)
    style = shape.find(f"{P}style/{A}fillRef")
    return style is not None and style.get("idx", "0") != "0" and properties.find(f"{A}noFill") is None


def _runs(paragraph: Any, plain: bool) -> Iterator[str]:
    for item in paragraph.iter(f"{A}r", f"{A}fld", f"{A}br", f"{A}tab", _MATH_TEXT):
        if item.tag in (f"{A}br", f"{A}tab"):
            yield " "
        elif item.tag == _MATH_TEXT:
            yield item.text or ""
        elif not _is_unseen(item.find(f"{A}rPr"), plain):
            yield item.findtext(f"{A}t") or ""


def _is_unseen(look: Any | None, plain: bool) -> bool:
    if look is None:
        return False
    size = look.get("sz", "")
    if size.isdecimal() and int(size) < 100 * MIN_POINTS:
        return True
    fill = look.find(f"{A}solidFill")
    if fill is None:
        return False
    alphas = (alpha.get("val", "") for alpha in fill.iter(f"{A}alpha"))
    is_clear = any(alpha.isdecimal() and int(alpha) <= _OPAQUE_FROM for alpha in alphas)
    return is_clear or (plain and _is_white(fill))


def _is_white(fill: Any) -> bool:
    named = any(is_pale_code(item.get("val", "")) for item in fill.iter(f"{A}srgbClr"))
    named = named or any(item.get("val") == "white" for item in fill.iter(f"{A}prstClr"))
    scheme = any(item.get("val") in ("bg1", "lt1") and not len(item) for item in fill.iter(f"{A}schemeClr"))
    return named or scheme
