"""Read JSON as lines that name their values, and notebooks by cell."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from langchain_core.document_loaders import BaseBlobParser, Blob
from langchain_core.documents import Document

from genai_core.adapters.extraction.decoding import decode
from genai_core.adapters.extraction.figures.pictures import Picture, data_picture
from genai_core.adapters.extraction.json_records import json_blocks, json_value
from genai_core.adapters.extraction.packages import damaged
from genai_core.adapters.extraction.parsers.plain import TextParser
from genai_core.adapters.extraction.passages import passage
from genai_core.adapters.extraction.table_passages import table_passages
from genai_core.domain.ingestion.cleaning import markdown_blocks

_MAX_OUTPUT_CHARS = 20_000
_PICTURES = ("image/png", "image/jpeg")


class JsonParser(BaseBlobParser):
    """Each value as `orders[0].city: Kiel`, so that it makes sense alone; lists of like records as tables.

    A file that is not valid JSON, for example one with comments, is read as plain text.
    """

    def lazy_parse(self, blob: Blob) -> Iterator[Document]:
        text = decode(blob.as_bytes())
        try:
            value = json_value(text)
        except (ValueError, RecursionError):
            yield from TextParser().lazy_parse(blob)
            return
        yield from table_passages(json_blocks(value))


class NotebookParser(BaseBlobParser):
    """Cells of a Jupyter notebook: text below its headings, code, and what was printed."""

    def lazy_parse(self, blob: Blob) -> Iterator[Document]:
        try:
            book: Any = json.loads(decode(blob.as_bytes()))
            cells = [cell for cell in _cells(book) if isinstance(cell, dict)]
        except (ValueError, RecursionError, KeyError, TypeError) as error:
            raise damaged(f"it is not a notebook: {error}") from error
        source: dict[str, str] = {}
        headings: tuple[str, ...] = ()
        for cell in cells:
            text = _joined(cell.get("source") or cell.get("input"))
            if cell.get("cell_type") == "heading":
                text = f"{'#' * int(cell.get('level') or 1)} {text}"
            if cell.get("cell_type") in ("markdown", "heading"):
                for block in markdown_blocks(text):
                    headings = block.heading_path or headings
                    source.setdefault("title", headings[0] if headings else "")
                    yield passage(block.text, headings=headings, source=source)
                continue
            for part in (text, *_outputs(cell)):
                if part.strip():
                    yield passage(part.strip("\n"), headings=headings, source=source)
            yield passage("", headings=headings, source=source, pictures=_pictures(cell))


def _cells(book: Any) -> Iterator[Any]:
    """Yields the cells; notebooks before version 4 keep them in worksheets."""
    if "cells" in book:
        yield from book["cells"]
        return
    for sheet in book["worksheets"]:
        yield from sheet["cells"]


def _outputs(cell: dict[str, Any]) -> Iterator[str]:
    """Yields what a cell printed or returned, as text."""
    outputs: Any = cell.get("outputs")
    for output in outputs if isinstance(outputs, list) else ():
        if isinstance(output, dict):
            data: Any = output.get("data")
            plain = data.get("text/plain") if isinstance(data, dict) else None
            yield _joined(output.get("text") or plain)[:_MAX_OUTPUT_CHARS]
            if output.get("output_type") in ("error", "pyerr"):
                yield f"{output.get('ename', '')}: {output.get('evalue', '')}"[:_MAX_OUTPUT_CHARS]


def _pictures(cell: dict[str, Any]) -> Iterator[Picture]:
    """Yields the pictures that a cell drew."""
    outputs: Any = cell.get("outputs")
    for output in outputs if isinstance(outputs, list) else ():
        data: Any = output.get("data") if isinstance(output, dict) else None
        for kind in _PICTURES if isinstance(data, dict) else ():
            encoded = _joined(data.get(kind))
            if encoded and (picture := data_picture(f"data:{kind};base64,{encoded}")):
                yield picture


def _joined(lines: Any) -> str:
    return "".join(map(str, lines)) if isinstance(lines, list) else lines if isinstance(lines, str) else ""
