"""Plain text, Markdown and comma-separated values."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from io import StringIO

from langchain_core.document_loaders import BaseBlobParser, Blob
from langchain_core.documents import Document

from genai_core.adapters.extraction.decoding import decode
from genai_core.adapters.extraction.passages import passage
from genai_core.domain.ingestion.cleaning import front_matter, markdown_blocks

_BLANK_LINES = re.compile(r"\n[ \t]*\n\s*")
_ROWS_PER_BLOCK = 20
_METADATA = ("title", "author", "date", "language", "tags")


class TextParser(BaseBlobParser):
    """Paragraphs are what blank lines separate."""

    def lazy_parse(self, blob: Blob) -> Iterator[Document]:
        for paragraph in _BLANK_LINES.split(decode(blob.as_bytes())):
            if text := paragraph.strip():
                yield passage(text)


class MarkdownParser(BaseBlobParser):
    """Cleaned blocks with heading paths; the cleaning is the domain's, as evaluation uses it too."""

    def lazy_parse(self, blob: Blob) -> Iterator[Document]:
        text = decode(blob.as_bytes())
        source = {key: value for key, value in front_matter(text).items() if key in _METADATA}
        blocks = markdown_blocks(text)
        if "title" not in source and blocks and blocks[0].heading_path:
            source["title"] = blocks[0].heading_path[0]
        for block in blocks:
            yield passage(block.text, headings=block.heading_path, source=source)


class CsvParser(BaseBlobParser):
    """Rows as `header: value` pairs, so that a row cut off from its header still says what it means."""

    def lazy_parse(self, blob: Blob) -> Iterator[Document]:
        text = decode(blob.as_bytes())
        csv.field_size_limit(10_000_000)
        rows = [row for row in csv.reader(StringIO(text), _dialect(text)) if any(map(str.strip, row))]
        for lines in _grouped(table_lines(rows)):
            yield passage(lines)


def table_lines(rows: list[list[str]]) -> list[str]:
    """Returns a table as lines: the header row, then each row as `header: value` pairs."""
    if not rows:
        return []
    header = [cell.strip() for cell in rows[0]]
    named = len(rows) > 1 and not any(_is_number(cell) for cell in header)
    lines = [" | ".join(cell for cell in header if cell)]
    for row in rows[1:]:
        cells = [_squeezed(cell) for cell in row]
        names = [*header, *[""] * len(cells)] if named else [""] * len(cells)
        pairs = [
            f"{name}: {cell}" if name else cell for name, cell in zip(names, cells, strict=False) if cell
        ]
        lines.append(" | ".join(pairs))
    return [line for line in lines if line]


def _grouped(lines: list[str]) -> Iterator[str]:
    for start in range(0, len(lines), _ROWS_PER_BLOCK):
        yield "\n".join(lines[start : start + _ROWS_PER_BLOCK])


def _dialect(text: str) -> type[csv.Dialect]:
    try:
        return csv.Sniffer().sniff(text[:8192], delimiters=",;\t|")
    except csv.Error:
        return csv.excel


def _squeezed(cell: str) -> str:
    return " ".join(cell.split())


def _is_number(cell: str) -> bool:
    return bool(re.fullmatch(r"[-+]?[\d.,]+%?", cell))
