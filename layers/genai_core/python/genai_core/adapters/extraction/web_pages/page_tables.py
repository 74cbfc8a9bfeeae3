"""Read tables of a page as data; a cell is repeated in all rows and columns that it spans."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import takewhile

from lxml import html

from genai_core.domain.tables.grids import grid_of
from genai_core.domain.tables.reading import TableBlock, table_lines, table_of
from genai_core.domain.tables.table import Table

MAX_COLUMNS = 1000
MAX_CELLS = 400_000
_LAYOUT = ".//table | .//h1 | .//h2 | .//h3 | .//h4 | .//pre | .//form | .//article | .//section"
_LONG_CELL_CHARS = 500


def holds_data(table: html.HtmlElement) -> bool:
    """Returns whether a table holds data, rather than the layout of the page."""
    if table.get("role") in ("presentation", "none") or table.xpath(_LAYOUT):
        return False
    cells = [cell for row in _rows(table) for cell in _cells(row)]
    longest = max((len(cell.text_content()) for cell in cells), default=0)
    return bool(cells) and (longest <= _LONG_CELL_CHARS or any(cell.tag == "th" for cell in cells))


def data_table(table: html.HtmlElement, text_of: Callable[[html.HtmlElement], str]) -> TableBlock | None:
    """Returns a table with its lines; None for one without text.

    Args:
        text_of: Returns the text of a cell.
    """
    cells = grid_of(_grid(table, text_of))
    if not any(map(any, cells.rows)):
        return None
    caption = " ".join(" ".join(part.text_content() for part in table.iterchildren("caption")).split())
    header_rows, titles = _header_rows(table), 0
    while (
        header_rows and sum(map(bool, cells.rows[titles])) == 1 < cells.width and titles + 1 < len(cells.rows)
    ):
        # A row of one cell names the table, not its columns.
        header_rows, titles = header_rows - 1, titles + 1
    names = filter(None, (caption, *(next(filter(None, row)) for row in cells.rows[:titles])))
    rows = cells.part(titles, len(cells.rows))
    data = table_of(rows, header_rows=header_rows, caption="; ".join(names))
    return TableBlock(tuple(_named_values(table, data) or table_lines(data)), data)


def _named_values(element: html.HtmlElement, table: Table) -> list[str]:
    """Returns the lines of a table whose rows are a name, marked as such, and a value; else none."""
    rows = [row for row in map(list, map(_cells, _rows(element))) if len(row) > 1]
    is_wide = len(table.column_numbers) != 2 or any(table.header)
    if is_wide or any([cell.tag for cell in row] != ["th", "td"] for row in rows):
        return []
    lines = [f"{name.removesuffix(':')}: {value}" if value else name for name, value in table.rows]
    return [line for line in (table.caption, *lines) if line]


def _header_rows(table: html.HtmlElement) -> int | None:
    """Returns how many rows at the top are headers; None if the page marks none at all."""
    if not table.xpath(".//th"):
        return None
    rows = (list(_cells(row)) for row in _rows(table))
    marked = takewhile(lambda row: all(cell.tag == "th" for cell in row), filter(None, rows))
    count, total = sum(1 for _ in marked), sum(1 for _ in _rows(table))
    return count if count < total else 0


def _grid(table: html.HtmlElement, text_of: Callable[[html.HtmlElement], str]) -> list[list[str]]:
    """Returns the rows of a table; spanning cells are repeated, except a title across all columns.

    Args:
        text_of: Returns the text of a cell.
    """
    rows: list[list[str]] = []
    hanging: dict[int, tuple[int, str]] = {}
    count = 0
    elements = list(_rows(table))
    for number, element in enumerate(elements):
        row, hanging = _row(element, hanging, len(elements) - number, text_of)
        count += len(row)
        if count > MAX_CELLS:
            break
        if any(row):
            rows.append(row)
    width = max(map(len, rows), default=0)
    return [row[:1] if len(row) == width > 1 and len(set(row)) == 1 else row for row in rows]


def _row(
    element: html.HtmlElement,
    hanging: dict[int, tuple[int, str]],
    rows_left: int,
    text_of: Callable[[html.HtmlElement], str],
) -> tuple[list[str], dict[int, tuple[int, str]]]:
    """Returns a row, and by column the cells that continue below: for how many rows, and their text."""
    row: list[str] = []
    below: dict[int, tuple[int, str]] = {}

    def place(text: str, rows: int) -> None:
        if rows > 1:
            below[len(row)] = (rows - 1, text)
        row.append(text)

    def place_hanging() -> None:
        while len(row) in hanging and len(row) < MAX_COLUMNS:
            rows, text = hanging[len(row)]
            place(text, rows)

    for cell in _cells(element):
        place_hanging()
        text, height = text_of(cell), _span(cell, "rowspan", rows_left)
        for _ in range(_span(cell, "colspan", MAX_COLUMNS)):
            if len(row) < MAX_COLUMNS:
                place(text, height)
    place_hanging()
    return row, below


def _span(cell: html.HtmlElement, name: str, most: int) -> int:
    span = cell.get(name, "").strip()
    if not span.isdecimal():
        return 1
    # A span of zero rows reaches to the end of the table.
    return min(int(span[:6]) or (most if name == "rowspan" else 1), most)


def _rows(table: html.HtmlElement) -> Iterator[html.HtmlElement]:
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from (row for row in child if row.tag == "tr")


def _cells(row: html.HtmlElement) -> Iterator[html.HtmlElement]:
    return (cell for cell in row if cell.tag in ("td", "th"))
