"""Read the cells of a table row, and find them verbatim in a claim."""

from __future__ import annotations

import re

BARS = re.compile(r"[|\t]")
_SPACES = re.compile(r"\s+")
_VOWEL = re.compile(r"[aeiouyà-ÿ]")
_MEASURE = re.compile(r"(\d[\d.,]*) ?([a-z]{1,3})")
"""A cell such as "18 h", which a claim spells out: "18 hours"."""
MIN_LETTERS = 3


def cells_of(line: str) -> list[str]:
    """Returns the cells of a line, in lower case without emphasis."""
    return [plain(cell) for cell in BARS.split(line.strip().strip("|"))]


def plain(text: str) -> str:
    """Returns a text in lower case, without emphasis and with single spaces."""
    return _SPACES.sub(" ", text).strip(" *_`").casefold()


def is_telling(cell: str) -> bool:
    """True for cells that are not found in a claim by chance."""
    return any(map(str.isdecimal, cell)) or len(cell) >= MIN_LETTERS


def holds(text: str, cell: str) -> bool:
    """True if a plain text has a cell, or its plural."""
    is_likely = bool(cell) and (cell in text or _MEASURE.fullmatch(cell) is not None)
    return is_likely and re.search(_pattern(cell), text) is not None


def position_of(text: str, cell: str) -> int:
    """Returns where a plain text has a cell, or its length."""
    match = re.search(_pattern(cell), text)
    return match.start() if match else len(text)


def without(text: str, cell: str) -> str:
    """Returns a plain text without the first occurrence of a cell."""
    return re.sub(_pattern(cell), " ", text, count=1)


def _pattern(cell: str) -> str:
    if measure := _MEASURE.fullmatch(cell):
        return rf"(?<![\w-])(?<!\d[.,]){re.escape(measure[1])} ?{measure[2]}[a-zà-ÿ]*(?![\w-])"
    plural = "(?:['’]?s)?" if cell.isalpha() and _VOWEL.search(cell) else ""  # HTTP is not HTTPS
    return rf"(?<![\w-])(?<!\d[.,]){re.escape(cell)}{plural}(?![\w-]|[.,]\d)"
