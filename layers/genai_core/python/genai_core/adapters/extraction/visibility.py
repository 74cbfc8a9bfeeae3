"""Detect text that a reader of a file cannot see: one rule for each way to hide it.

Invisible text can give instructions to a model. White text counts as hidden unless a colour is declared
behind it.
"""

from __future__ import annotations

import re

_NUMBER = re.compile(r"-?\d{1,9}(?:\.\d{1,9})?")
_SMALLEST = {"px": 2.0, "pt": 1.5, "em": 0.15, "rem": 0.15, "%": 15.0, "": 0.5}
_FAR = -500.0
_WHITE = {"white", "#fff", "#ffffff", "rgb(255,255,255)", "rgba(255,255,255,1)"}
_OPAQUE_FROM = 0.05
MIN_POINTS = 2.0
"""Letters below this size are not legible."""


def declarations(style: str) -> dict[str, str]:
    """Returns the declarations of a style attribute, in lower case and without blanks in values."""
    pairs = (part.partition(":") for part in style.lower().split(";"))
    return {name.strip(): "".join(value.replace("!important", "").split()) for name, _, value in pairs}


def is_folded(style: dict[str, str]) -> bool:
    """Returns whether CSS hides an element in a way that a click may undo."""
    if style.get("display") == "none" or style.get("visibility") in ("hidden", "collapse"):
        return True
    return _is_cut(style)


def is_deceptive(style: dict[str, str]) -> bool:
    """Returns whether CSS hides letters for good: transparent, tiny, clipped or off the page."""
    is_clear = _first(style.get("opacity", "1"), 1.0) <= _OPAQUE_FROM or style.get("color") == "transparent"
    return is_clear or _is_tiny(style.get("font-size", "")) or _is_away(style) or _is_clipped(style)


def is_white(style: dict[str, str]) -> bool:
    """Returns whether the letters are white."""
    return style.get("color") in _WHITE


def has_background(style: dict[str, str]) -> bool:
    """Returns whether a background other than white is declared."""
    colour = style.get("background-color") or style.get("background", "")
    return (bool(colour) and colour not in (*_WHITE, "none", "transparent")) or "background-image" in style


def _is_tiny(size: str) -> bool:
    match = _NUMBER.match(size)
    return match is not None and float(match.group()) < _SMALLEST.get(size[match.end() :], 0.0)


def _is_away(style: dict[str, str]) -> bool:
    sides = ("left", "top", "right", "bottom", "text-indent", "margin-left", "margin-top")
    return any(_first(style[side], 0.0) <= _FAR for side in sides if side in style)


def _is_cut(style: dict[str, str]) -> bool:
    sizes = (style.get(name, "") for name in ("width", "height", "max-width", "max-height"))
    return style.get("overflow") == "hidden" and any(re.fullmatch(r"[01](?:px)?", size) for size in sizes)


def _is_clipped(style: dict[str, str]) -> bool:
    clip = style.get("clip", "") + style.get("clip-path", "")
    return clip.startswith(("rect(0", "inset(50%", "inset(100%"))


def _first(value: str, otherwise: float) -> float:
    match = _NUMBER.match(value)
    return float(match.group()) if match else otherwise
