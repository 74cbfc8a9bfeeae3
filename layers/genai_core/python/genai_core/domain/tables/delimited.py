"""Read rows of text whose cells are separated by commas, semicolons, tabs or bars."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from io import StringIO

_DELIMITERS = ",;\t|"
_SEPARATOR_LINE = re.compile(r"sep=(.)\n", re.IGNORECASE)
_SAMPLE_CHARS = 65_536
_SAMPLE_ROWS = 200
_MAX_FIELD_CHARS = 40_000_000
_MAX_LINES_IN_A_CELL = 1000


def rows_of(text: str) -> list[list[str]]:
    """Returns the cells of each line, empty lines as empty rows."""
    csv.field_size_limit(_MAX_FIELD_CHARS)
    separator = _SEPARATOR_LINE.match(text)
    if separator:
        text = text[separator.end() :]
    delimiter = separator.group(1) if separator else _delimiter(text[:_SAMPLE_CHARS])
    quote = _quote(text[:_SAMPLE_CHARS], delimiter)
    rows = list(_read(text, delimiter, quote))
    if any(cell.count("\n") > _MAX_LINES_IN_A_CELL for row in rows for cell in row):
        # An unclosed quotation mark would put the rest of the file into one cell.
        rows = [next(_read(line, delimiter, None), []) for line in text.split("\n")]
    return rows


def _read(text: str, delimiter: str, quote: str | None) -> Iterator[list[str]]:
    return csv.reader(
        StringIO(text),
        delimiter=delimiter,
        quotechar=quote,
        quoting=csv.QUOTE_MINIMAL if quote else csv.QUOTE_NONE,
        skipinitialspace=delimiter != "\t",
    )


def _delimiter(sample: str) -> str:
    """Returns the delimiter that cuts most lines into equally many cells, then into most cells."""
    return max(_DELIMITERS, key=lambda delimiter: _consistency(sample, delimiter))


def _consistency(sample: str, delimiter: str) -> tuple[float, int]:
    rows = [row for _, row in zip(range(_SAMPLE_ROWS), _read(sample, delimiter, '"'), strict=False) if row]
    widths = Counter(len(row) for row in rows if len(row) > 1)
    if not widths:
        return 0.0, 0
    width, count = max(widths.items(), key=lambda item: (item[1], item[0]))
    return count / len(rows), width


def _quote(sample: str, delimiter: str) -> str:
    return "'" if '"' not in sample and f"'{delimiter}'" in sample else '"'
