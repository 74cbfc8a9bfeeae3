"""Detect the kind of value in a cell by its notation."""

from __future__ import annotations

import re
from itertools import pairwise

_NUMBER = re.compile(r"[-+−(]?\s?[$€£¥]?\s?[-+−]?\d[\d.,'\u00a0\u202f ]*(?:[eE][-+]?\d+)?\s?[%‰$€£¥]?\)?")
_YEAR = re.compile(r"(?:1[89]|20|21)\d\d(?:\.0)?")


def is_number(cell: str) -> bool:
    """Returns whether a cell is a number, also with a currency sign or per cent."""
    return _NUMBER.fullmatch(cell) is not None


def is_year(cell: str) -> bool:
    """Returns whether a cell may be a year."""
    return _YEAR.fullmatch(cell) is not None


def are_counted(cells: list[str]) -> bool:
    """Returns whether cells are numbers that increase by one, such as months, weeks or levels."""
    if len(cells) < 3 or not all(cell.isdecimal() and len(cell) < 5 for cell in cells):
        return False
    numbers = [int(cell) for cell in cells]
    return all(after - before == 1 for before, after in pairwise(numbers))
