"""Read values separated by commas, semicolons, tabs or bars."""

from __future__ import annotations

from collections.abc import Iterator

from langchain_core.document_loaders import BaseBlobParser, Blob
from langchain_core.documents import Document

from genai_core.adapters.extraction.decoding import decode
from genai_core.adapters.extraction.table_passages import table_passages
from genai_core.domain.tables.delimited import rows_of
from genai_core.domain.tables.grids import grid_of
from genai_core.domain.tables.reading import table_blocks


class DelimitedParser(BaseBlobParser):
    """Tables with their captions; each row names its columns."""

    def lazy_parse(self, blob: Blob) -> Iterator[Document]:
        rows = rows_of(decode(blob.as_bytes()))
        grid = grid_of([[" ".join(cell.split()) for cell in row] for row in rows])
        yield from table_passages(table_blocks(grid), source={})
