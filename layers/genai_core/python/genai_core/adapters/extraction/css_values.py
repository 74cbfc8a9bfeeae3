"""Read a style attribute: its declarations, the lengths in a value, and a colour's channels."""

from __future__ import annotations

import re

MAX_STYLE_CHARS = 4000
_COMMENT = re.compile(r"/\*(?:[^*]|\*(?!/))*+(?:\*/|\Z)")
_ESCAPE = re.compile(r"\\(?:([0-9a-f]{1,6})\s?|(.))", re.DOTALL)
_BLANKS = re.compile(r"\s+")
_NUMBER = re.compile(r"(-?(?:\d{1,9}(?:\.\d{1,9})?|\.\d{1,9}))([a-z%]{0,4})")
_HEX = re.compile(r"#([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})")
_CALL = re.compile(r"(rgba?|hsla?)\(([^()]{1,80})\)")
_WHITES = frozenset(
    ("white", "snow", "ivory", "ghostwhite", "floralwhite", "mintcream", "azure", "whitesmoke")
)
_RGB, _ALPHA = 3, 3


def declarations(style: str) -> dict[str, str]:
    """Returns the declarations of a style attribute, in lower case, with single blanks only between words."""
    plain = _ESCAPE.sub(_character, _COMMENT.sub("", style[:MAX_STYLE_CHARS].lower()))
    pairs = (part.partition(":") for part in plain.split(";"))
    return {name.strip(): _tidy(value) for name, _, value in pairs}


def lengths(value: str) -> list[tuple[float, str]]:
    """Returns the numbers of a value in order, each with its unit, which may be empty."""
    return [(float(number), unit) for number, unit in _NUMBER.findall(value)]


def share(value: str, otherwise: float = 1.0) -> float:
    """Returns a number or percentage such as an opacity, 1 for 100 %."""
    number, unit = next(iter(lengths(value)), (otherwise, ""))
    return number / 100 if unit == "%" else number


def channels(colour: str) -> tuple[float, float, float, float] | None:
    """Returns red, green, blue (0 to 255) and alpha (0 to 1); None if the colour is not known.

    Of a colour given by hue, only the lightness is read, as grey.
    """
    if colour == "transparent":
        return 0.0, 0.0, 0.0, 0.0
    if colour in _WHITES:
        return 255.0, 255.0, 255.0, 1.0
    if digits := _HEX.fullmatch(colour):
        return _of_digits(digits[1])
    call = _CALL.fullmatch(colour)
    numbers = lengths(call[2]) if call else []
    if call is None or len(numbers) < _RGB:
        return None
    alpha = share(f"{numbers[_ALPHA][0]}{numbers[_ALPHA][1]}") if len(numbers) > _ALPHA else 1.0
    if call[1].startswith("hsl"):
        grey = numbers[2][0] * 2.55
        return grey, grey, grey, alpha
    red, green, blue = (number * 2.55 if unit == "%" else number for number, unit in numbers[:_RGB])
    return red, green, blue, alpha


def _of_digits(digits: str) -> tuple[float, float, float, float]:
    pairs = [digit * 2 for digit in digits] if len(digits) <= _ALPHA + 1 else re.findall("..", digits)
    red, green, blue, alpha = (float(int(pair, 16)) for pair in (*pairs, "ff")[:4])
    return red, green, blue, alpha / 255


def _character(escape: re.Match[str]) -> str:
    code = int(escape[1], 16) if escape[1] else 0
    return escape[2] or (chr(code) if code < 0x110000 else "")


def _tidy(value: str) -> str:
    words = _BLANKS.sub(" ", value.replace("!important", "")).strip()
    for mark in ",/()":
        words = words.replace(f" {mark}", mark) if mark != "(" else words
        words = words.replace(f"{mark} ", mark) if mark != ")" else words
    return words
