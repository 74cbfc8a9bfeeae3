"""Detect CSS masks through which nothing of an element shows."""

from __future__ import annotations

import re

from genai_core.adapters.extraction.css_values import channels, lengths

_IMAGES = ("mask", "mask-image", "-webkit-mask", "-webkit-mask-image")
_SIZES = ("mask-size", "-webkit-mask-size")
_POSITIONS = ("mask-position", "-webkit-mask-position")
_ADDRESS = re.compile(r"url\([^()]{0,2000}\)")
_GRADIENT = re.compile(r"gradient\(((?:[^()]|\([^()]{0,80}\)){0,500})\)")
_COLOUR = re.compile(r"transparent|#[0-9a-f]{3,8}|(?:rgb|hsl)a?\([^()]{1,80}\)")
_WORD = re.compile(r"[a-z-]{2,}")
_DIRECTIONS = frozenset(
    (
        *("to", "at", "from", "in", "left", "right", "top", "bottom", "center", "circle", "ellipse"),
        *("closest-side", "closest-corner", "farthest-side", "farthest-corner"),
        *("deg", "grad", "rad", "turn", "px", "em", "rem"),
    )
)
_AWAY_PX = 500.0
_OPAQUE_FROM = 0.05


def is_masked(style: dict[str, str]) -> bool:
    """Returns whether a mask hides all of an element: it is transparent, without size, or far away.

    Images of other files are not known; they count as visible.
    """
    images = [_ADDRESS.sub("url", style[name]) for name in _IMAGES if style.get(name, "none") != "none"]
    if not images:
        return False
    gradients = [stops for image in images for stops in _GRADIENT.findall(image)]
    if gradients and "url" not in " ".join(images) and all(map(_is_clear, gradients)):
        return True
    layers = [_GRADIENT.sub("", image) for image in images]
    sizes = [layer.partition("/")[2] for layer in layers] + [style.get(name, "") for name in _SIZES]
    if any(number == 0 for size in sizes for number, _ in lengths(size)[:2]):
        return True
    repeats = "no-repeat" in " ".join([*layers, style.get("mask-repeat", "")])
    positions = [layer.partition("/")[0] for layer in layers] + [style.get(name, "") for name in _POSITIONS]
    return repeats and any(
        abs(number) >= _AWAY_PX for position in positions for number, _ in lengths(position)
    )


def _is_clear(stops: str) -> bool:
    """Returns whether all colours of a gradient are known and transparent."""
    known = [channels(colour) for colour in _COLOUR.findall(stops)]
    words = set(_WORD.findall(_COLOUR.sub("", stops)))
    return words <= _DIRECTIONS and bool(known) and all(c is not None and c[3] <= _OPAQUE_FROM for c in known)
