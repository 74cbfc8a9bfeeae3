"""Lists as a table, JSON or CSV; nothing is cut without a terminal."""

from __future__ import annotations

import csv
import functools
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import click
from rich.cells import cell_len
from rich.table import Table
from rich.text import Text

from quorum_client.cli.display import console, notes, write_json
from quorum_client.cli.printable import printable

FORMATS = ("table", "json", "csv")
_SENTENCE_CELLS = 16
_BEGIN_FORMULAS = ("=", "+", "-", "@", "\t", "\r")
# Fitting takes about a millisecond a row; a longer list comes at once, and the terminal breaks its lines.
_MOST_FITTED_ROWS = 500
Record = Mapping[str, Any]
Column = str | Callable[[Record], Any]


def list_options(command: Callable[..., None]) -> Callable[..., None]:
    """Adds --format and --json; the command gets `output_format`, one of FORMATS."""

    @click.option(
        "--format",
        "output_format",
        type=click.Choice(FORMATS),
        default="table",
        show_default=True,
        help="JSON and CSV hold every field.",
    )
    @click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
    @functools.wraps(command)
    def run(*arguments: Any, output_format: str, as_json: bool, **options: Any) -> None:
        command(*arguments, output_format="json" if as_json else output_format, **options)

    return run


def write_list(
    output_format: str, records: Sequence[Record], columns: Mapping[str, Column], *, empty: str
) -> None:
    """Writes a list to standard output.

    Args:
        records: All fields, as JSON has them.
        columns: Of a table, by title: the field, or a function that returns the cell of a record.
        empty: Sentence on standard error if a table has no rows.
    """
    if output_format == "json":
        write_json(list(records))
    elif output_format == "csv":
        _write_csv(records, [column for column in columns.values() if isinstance(column, str)])
    elif records:
        show_table(
            tuple(columns),
            [
                [
                    record.get(column) if isinstance(column, str) else column(record)
                    for column in columns.values()
                ]
                for record in records
            ],
        )
    else:
        notes.print(empty, markup=False)


def show_table(titles: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Prints a table to standard output: fitted to a terminal if it is short, else one line a row."""
    texts = [[" ".join(printable(_cell(cell)).split()) for cell in row] for row in rows]
    if console.is_terminal and len(texts) <= _MOST_FITTED_ROWS:
        console.print(_fitted(titles, texts))
        return
    widths = [max(map(cell_len, column)) for column in zip(titles, *texts, strict=True)]
    for row in (titles, *texts):
        padded = (text + " " * (width - cell_len(text)) for text, width in zip(row, widths, strict=True))
        click.echo("  ".join(padded).rstrip())


def _fitted(titles: Sequence[str], texts: Sequence[Sequence[str]]) -> Table:
    table = Table(box=None, header_style="bold", pad_edge=False)
    columns = list(zip(titles, *texts, strict=True))
    widths = [max(map(cell_len, column)) for column in columns]
    is_word = [not any(" " in text for text in column) for column in columns]
    taken = sum(width if word else _SENTENCE_CELLS for width, word in zip(widths, is_word, strict=True))
    fits = taken + 2 * len(widths) <= console.width
    for title, word in zip(titles, is_word, strict=True):
        # A long cell goes on in the next line and is never cut; names and ids stay whole if they fit.
        table.add_column(title, overflow="fold", no_wrap=word and fits)
    for row in texts:
        table.add_row(*map(Text, row))
    return table


def _write_csv(records: Sequence[Record], fields: Sequence[str]) -> None:
    names = list(dict.fromkeys(name for record in records for name in record)) or fields
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([_harmless(record.get(name)) for name in names] for record in records)


def _harmless(value: Any) -> str:
    """Returns a cell that a spreadsheet shows and does not calculate: names and titles come from others."""
    text = printable(_cell(value))
    is_formula = text.startswith(_BEGIN_FORMULAS) and not isinstance(value, int | float)
    return f"'{text}" if is_formula else text


def _cell(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case list() | tuple():
            return ";".join(map(_cell, value))  # pyright: ignore[reportUnknownArgumentType]
        case dict():
            return ";".join(f"{name}={_cell(entry)}" for name, entry in value.items())  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
        case _:
            return str(value)
