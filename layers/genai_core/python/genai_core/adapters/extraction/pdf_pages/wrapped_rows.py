"""Join lines of a table that continue the cells above them, where no lines are drawn between rows."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

_TIGHT = 0.85
_LONG = 30
"""Minimum length of a cell's line that continues without a smaller distance."""


def with_wrapped_lines(rows: Sequence[list[str]], middles: Sequence[float]) -> list[list[str] | None]:
    """Returns the rows with the text of the lines that continue them, and None for each of these lines.

    A line without text in the first column continues the row above if it is nearer to it than rows are to one
    another, or if its cells begin in small letters. What is returned ends before a line of a single cell that
    does neither: the table ends there.

    Args:
        rows: The texts of the cells by column, from top to bottom.
        middles: The height of each line in points, falling.
    """
    distances = [0.0, *(above - below for above, below in pairwise(middles))]
    # Rows are as far apart as the nearest two lines of which the lower one fills the first column.
    apart = min((d for d, row in zip(distances[1:], rows[1:], strict=True) if row[0]), default=0.0)
    joined: list[list[str] | None] = []
    above: list[str] = []
    for row, distance in zip(rows, distances, strict=True):
        if above and not row[0] and _continues(above, row, is_tight=distance < _TIGHT * apart):
            for column, text in enumerate(row):
                above[column] = joined_lines(above[column], text)
            joined.append(None)
        elif above and not row[0] and sum(map(bool, row)) == 1:
            return joined
        else:
            above = list(row)
            joined.append(above)
    return joined


def _continues(above: list[str], row: list[str], *, is_tight: bool) -> bool:
    if len(row) != len(above):
        return False
    filled = [(upper, text) for upper, text in zip(above, row, strict=True) if text]
    small = sum(text[0].islower() for _, text in filled)
    # Index entries and labels of a drawing begin in small letters, too, but are short.
    is_mid_sentence = small == len(filled) and all(len(upper) >= _LONG for upper, _ in filled)
    is_one = len(filled) == 1 and filled[0][1][0].isalpha()
    return all(upper for upper, _ in filled) and (is_mid_sentence or (is_tight and is_one))


def joined_lines(above: str, text: str) -> str:
    """Returns both lines of a cell as one text; a hyphen at the line end is left to `dehyphenated`."""
    if above.endswith("-") and above[-2:-1].isalpha() and text[:1].islower():
        return f"{above[:-1]}\ufffe{text}"
    return f"{above} {text}".strip()
