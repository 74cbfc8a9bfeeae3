"""Turn tables into passages of some rows each; the first one also carries the table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from langchain_core.documents import Document

from genai_core.adapters.extraction.passages import passage
from genai_core.domain.ingestion.text_layout import table_header
from genai_core.domain.tables.reading import TableBlock

_ROWS_PER_BLOCK = 20


def table_passages(
    blocks: Iterable[TableBlock],
    *,
    headings: tuple[str, ...] = (),
    page: int | None = None,
    source: Mapping[str, Any] | None = None,
) -> Iterator[Document]:
    """Yields the blocks as passages below the headings."""
    for block in blocks:
        table = replace(block.table, heading_path=headings, page=page) if block.table else None
        # Rows that do not name their columns need the header in each passage.
        is_named = table is None or any(table.header)
        header = table_header("\n".join(block.lines)) if is_named else None
        for start in range(0, len(block.lines), _ROWS_PER_BLOCK):
            lines = block.lines[start : start + _ROWS_PER_BLOCK]
            text = "\n".join((header, *lines) if start and header else lines)
            yield passage(text, headings=headings, page=page, source=source, table=None if start else table)
