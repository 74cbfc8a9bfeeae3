"""Detect text that a reader of a file cannot see: one rule for each way to hide it.

Invisible text can give instructions to a model. White or nearly white text counts as hidden unless a colour
is declared behind it.
"""

from __future__ import annotations

import re

from genai_core.adapters.extraction.css_masks import is_masked
from genai_core.adapters.extraction.css_values import channels, lengths, share

_SMALLEST = {"px": 2.0, "pt": 1.5, "em": 0.15, "rem": 0.15, "%": 15.0, "": 0.5}
_FAR = {"": 500.0, "px": 500.0, "pt": 500.0, "em": 50.0, "rem": 50.0, "vw": 90.0, "vh": 90.0}
_BEYOND = {"px": 9000.0, "vw": 100.0}
"""A distance to the right from which nothing is on the page."""
_OPAQUE_FROM = 0.05
_PALE_FROM = 240.0
"""Letters whose channels all reach this are not legible on white."""
_NO_COLOURS = ("inherit", "initial", "unset", "revert", "currentcolor", "none")
_SIDES = ("left", "top", "right", "bottom", "text-indent", "margin-left", "margin-top", "inset", "translate")
_SCALES = re.compile(r"(?:scale(?:x|y|3d)?|matrix)\(([^()]{1,80})\)")
_MOVES = re.compile(r"translate(?:x|y|3d)?\(([^()]{1,80})\)")
_OPACITY = re.compile(r"opacity\(([^()]{1,20})\)")
_SHAPE = re.compile(r"(rect|inset|circle|ellipse|polygon)\(([^()]{1,200})\)")
_MATRIX = 4
MIN_POINTS = 2.0
"""Letters below this size are not legible."""


def is_folded(style: dict[str, str]) -> bool:
    """Returns whether CSS hides an element in a way that a click may undo."""
    if style.get("display") == "none" or style.get("visibility") in ("hidden", "collapse"):
        return True
    return style.get("content-visibility") == "hidden" or _is_cut(style)


def is_deceptive(style: dict[str, str]) -> bool:
    """Returns whether CSS hides letters for good: transparent, tiny, clipped, masked or off the page."""
    return _is_clear(style) or _is_tiny(style) or _is_away(style) or _is_clipped(style) or is_masked(style)


def is_white(style: dict[str, str]) -> bool:
    """Returns whether the letters are white or nearly so."""
    return _is_pale(style.get("color", ""))


def is_pale_code(code: str) -> bool:
    """Returns whether six hexadecimal digits, or eight with alpha in front, are white or nearly so."""
    try:
        shades = bytes.fromhex(code[-6:])
    except ValueError:
        return False
    return len(shades) == 3 and min(shades) >= _PALE_FROM


def has_background(style: dict[str, str]) -> bool:
    """Returns whether a background other than white is declared."""
    colour = _background(style)
    seen = bool(colour) and colour != "none" and not _is_pale(colour) and not _is_transparent(colour)
    return seen or "background-image" in style


def _background(style: dict[str, str]) -> str:
    return style.get("background-color") or style.get("background", "")


def _is_pale(colour: str) -> bool:
    known = channels(colour)
    return known is not None and min(known[:3]) >= _PALE_FROM and known[3] > _OPAQUE_FROM


def _is_transparent(colour: str) -> bool:
    known = channels(colour)
    return known is not None and known[3] <= _OPAQUE_FROM


def _is_clear(style: dict[str, str]) -> bool:
    faded = _OPACITY.search(style.get("filter", ""))
    if share(style.get("opacity", "1")) <= _OPAQUE_FROM or (faded and share(faded[1]) <= _OPAQUE_FROM):
        return True
    # A gradient that shows through the letters.
    if "text" in (style.get("background-clip"), style.get("-webkit-background-clip")):
        return False
    colour = style.get("-webkit-text-fill-color") or style.get("color", "")
    is_named = bool(colour) and colour not in _NO_COLOURS and not colour.startswith("var(")
    return _is_transparent(colour) or (is_named and colour == _background(style))


def _is_tiny(style: dict[str, str]) -> bool:
    size, zoom = style.get("font-size", ""), share(style.get("zoom", "1"))
    sizes = [*lengths(size)[:1], *lengths(style.get("font", "").partition("/")[0])]
    if any(number < _SMALLEST.get(unit, 0.0) for number, unit in sizes) or 0 < zoom <= _OPAQUE_FROM:
        return True
    factors = [lengths(scale) for scale in _SCALES.findall(style.get("transform", ""))]
    factors += [lengths(style["scale"])] if "scale" in style else []
    return any(_vanishes(scale) for scale in factors)


def _vanishes(factors: list[tuple[float, str]]) -> bool:
    sizes = [abs(share(f"{number}{unit}")) for number, unit in factors]
    if len(sizes) > _MATRIX:
        return max(sizes[:_MATRIX]) <= _OPAQUE_FROM
    return bool(sizes) and min(sizes) <= _OPAQUE_FROM


def _is_away(style: dict[str, str]) -> bool:
    values = [style[side] for side in _SIDES if side in style] + _MOVES.findall(style.get("transform", ""))
    moves = [length for value in values for length in lengths(value)]
    if any(-number >= _FAR.get(unit, 500.0) for number, unit in moves):
        return True
    return any(number >= _BEYOND.get(unit, float("inf")) for number, unit in lengths(style.get("left", "")))


def _is_cut(style: dict[str, str]) -> bool:
    sizes = (style.get(name, "") for name in ("width", "height", "max-width", "max-height"))
    return style.get("overflow") == "hidden" and any(re.fullmatch(r"[01](?:px)?", size) for size in sizes)


def _is_clipped(style: dict[str, str]) -> bool:
    shape = _SHAPE.search(style.get("clip", "") + style.get("clip-path", ""))
    if shape is None:
        return False
    numbers = lengths(shape[2])
    if shape[1] == "inset":
        # Half from each side leaves nothing.
        return any(number >= 50 and unit == "%" for number, unit in numbers)
    if shape[1] in ("circle", "ellipse"):
        return bool(numbers) and numbers[0][0] <= 1
    return bool(numbers) and max(number for number, _ in numbers) <= 1
