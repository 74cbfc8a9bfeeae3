"""Join tables that continue on the next page, with or without their header repeated there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from genai_core.domain.tables.reading import TableBlock
from genai_core.domain.tables.table import Table
from genai_core.domain.tables.values import is_number


@dataclass(frozen=True, slots=True)
class PageBlock:
    """A paragraph or table of a page; pages count from 1."""

    block: TableBlock
    page: int
    headings: tuple[str, ...] = ()


def with_continued_tables(blocks: Iterable[PageBlock]) -> Iterator[PageBlock]:
    """Yields the blocks in order; the first part of a table over several pages carries all of its rows.

    A part without the header gets it as its first line, so that each row can be read with its column names.
    """
    parts: list[PageBlock] = []
    before: PageBlock | None = None
    for item in blocks:
        rows = _continuing_rows(parts, before, item)
        if rows is None:
            yield from _joined(parts)
            parts = []
            if item.block.table is not None and any(item.block.table.header):
                parts = [item]
            else:
                yield item
        else:
            parts.append(_with_header(item, parts[0], rows))
        before = item
    yield from _joined(parts)


def _continuing_rows(
    parts: list[PageBlock], before: PageBlock | None, item: PageBlock
) -> tuple[tuple[str, ...], ...] | None:
    """Returns the rows of a block that continues the open table at the top of the next page; else None."""
    table = item.block.table
    if not parts or table is None or before is None or item.page != before.page + 1:
        return None
    first = parts[0].block.table
    if first is None or len(table.column_numbers) != len(first.column_numbers):
        return None
    if table.header == first.header:
        return table.rows
    if item.headings != parts[0].headings:
        return None
    rows = ((table.header,) if any(table.header) else ()) + table.rows
    return rows if _fits(first, rows[0]) else None


def _fits(table: Table, row: tuple[str, ...]) -> bool:
    """Returns whether a row has numbers where the rows of the table have them, and nowhere else."""
    for column, cell in enumerate(row):
        numeric = {is_number(line[column]) for line in table.rows if line[column]}
        if cell and len(numeric) == 1 and is_number(cell) not in numeric:
            return False
    return True


def _with_header(item: PageBlock, first: PageBlock, rows: tuple[tuple[str, ...], ...]) -> PageBlock:
    lines = item.block.lines
    if len(lines) == len(rows):
        header = first.block.lines[: len(first.block.lines) - _row_count(first)]
        lines = (*header, *lines)
    return replace(item, block=TableBlock(lines, replace(item.block.table or Table((), ()), rows=rows)))


def _row_count(item: PageBlock) -> int:
    return len(item.block.table.rows) if item.block.table else 0


def _joined(parts: list[PageBlock]) -> Iterator[PageBlock]:
    if not parts:
        return
    first = parts[0]
    if first.block.table is not None:
        rows = tuple(row for part in parts if part.block.table for row in part.block.table.rows)
        start = first.block.table.row_numbers[0] if first.block.table.row_numbers else 1
        table = replace(first.block.table, rows=rows, row_numbers=tuple(range(start, start + len(rows))))
        first = replace(first, block=TableBlock(first.block.lines, table))
    yield first
    for part in parts[1:]:
        yield replace(part, block=TableBlock(part.block.lines))
