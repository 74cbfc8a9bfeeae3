"""Read the values of JSON as lines that name them, and lists of like records as tables."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, cast

from genai_core.domain.tables.reading import TableBlock, table_lines
from genai_core.domain.tables.table import Table

_LINES_PER_BLOCK = 20
_MAX_COLUMNS = 200


class Written(str):
    """A number as the file writes it: 1.10 stays 1.10."""


def json_value(text: str) -> Any:
    """Returns the value of a file; the list of them if each of its lines is one.

    Raises:
        ValueError, RecursionError: It is not valid JSON, or nested too deeply.
    """
    try:
        return json.loads(text, parse_float=Written)
    except ValueError:
        lines = [line for line in text.split("\n") if line.strip()]
        if len(lines) < 2:
            raise
        return [json.loads(line, parse_float=Written) for line in lines]


def json_blocks(value: Any) -> Iterator[TableBlock]:
    """Yields lines such as `orders[0].city: Kiel`, and tables of records, in order."""
    lines: list[str] = []
    for part in _parts(value):
        if isinstance(part, str):
            lines.append(part)
            continue
        yield from _line_blocks(lines)
        lines = []
        yield TableBlock(tuple(table_lines(part)), part)
    yield from _line_blocks(lines)


def _line_blocks(lines: list[str]) -> Iterator[TableBlock]:
    for start in range(0, len(lines), _LINES_PER_BLOCK):
        yield TableBlock(tuple(lines[start : start + _LINES_PER_BLOCK]))


def _parts(value: Any) -> Iterator[str | Table]:
    """Yields a line for each value, and a table for each list of records."""
    waiting: list[tuple[str, Any]] = [("", value)]
    while waiting:
        path, item = waiting.pop()
        if isinstance(item, dict) and item:
            entries = cast("dict[str, Any]", item)
            waiting += [(f"{path}.{key}" if path else key, entries[key]) for key in reversed(entries)]
        elif isinstance(item, list) and item:
            values = cast("list[Any]", item)
            if table := _table(path, values):
                yield table
            else:
                waiting += [(f"{path}[{at}]", values[at]) for at in range(len(values) - 1, -1, -1)]
        else:
            text = _text(item)
            yield f"{path}: {text}" if path else text


def _table(path: str, values: list[Any]) -> Table | None:
    """Returns records with the same names as a table, if none of their values contains others."""
    first = values[0]
    if len(values) < 2 or not isinstance(first, dict) or not 2 <= len(first) <= _MAX_COLUMNS:
        return None
    header = tuple(cast("dict[str, Any]", first))
    rows: list[tuple[str, ...]] = []
    for value in values:
        if not isinstance(value, dict) or value.keys() != first.keys():
            return None
        cells = [cast("dict[str, Any]", value)[name] for name in header]
        if any(isinstance(cell, dict | list) for cell in cells):
            return None
        rows.append(tuple("" if cell is None else " ".join(_text(cell).split()) for cell in cells))
    return Table(
        header=header,
        rows=tuple(rows),
        caption=path,
        row_numbers=tuple(range(1, len(rows) + 1)),
        column_numbers=tuple(range(1, len(header) + 1)),
    )


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)
