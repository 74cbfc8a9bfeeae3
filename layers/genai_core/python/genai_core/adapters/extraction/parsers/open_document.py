"""Read OpenDocument text and slides (odt, odp): headings, lists, tables, notes; slides are pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from langchain_core.document_loaders import BaseBlobParser, Blob
from langchain_core.documents import Document

from genai_core.adapters.extraction.packages import damaged, opened, refuse_entities, xml_root
from genai_core.adapters.extraction.passages import descend, passage, titles
from genai_core.adapters.extraction.table_passages import table_passages
from genai_core.domain.tables.grids import Span, grid_of
from genai_core.domain.tables.reading import TableBlock, table_lines, table_of

_NAMESPACE = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
_TEXT, _TABLE, _OFFICE, _DRAW = (_NAMESPACE % name for name in ("text", "table", "office", "drawing"))
_LEFT_OUT = {
    f"{_TEXT}tracked-changes",
    f"{_TEXT}hidden-text",
    f"{_TEXT}hidden-paragraph",
    f"{_TEXT}sequence-decls",
    f"{_TEXT}note-citation",
    f"{_OFFICE}forms",
    f"{_OFFICE}annotation-end",
}
_ROW_GROUPS = {f"{_TABLE}{name}" for name in ("table-header-rows", "table-rows", "table-row-group")}
_MAX_REPEATED = 100


class OpenDocumentParser(BaseBlobParser):
    """One block per paragraph or list item, and tables as data, below their headings."""

    def lazy_parse(self, blob: Blob) -> Iterator[Document]:
        with opened(blob.as_bytes()) as package:
            refuse_entities(package)
            names = package.namelist()
            if "content.xml" not in names:
                raise damaged("it has no content")
            content = xml_root(package.read("content.xml"))
            source = _source(xml_root(package.read("meta.xml"))) if "meta.xml" in names else {}
        path: list[tuple[int, str]] = []
        for text, level, page in _blocks(content):
            if isinstance(text, TableBlock):
                yield from table_passages([text], headings=titles(path), page=page, source=source)
                continue
            if level:
                path = descend(path, level, text)
            yield passage(text, headings=titles(path), page=page, source=source)


def _blocks(content: Any) -> Iterator[tuple[str | TableBlock, int, int | None]]:
    """Yields (text or table, heading level or 0, slide) in document order."""
    waiting: list[tuple[Any, int | None]] = [(content, None)]
    slides = 0
    while waiting:
        element, page = waiting.pop()
        tag = element.tag
        if not isinstance(tag, str) or tag in _LEFT_OUT:
            continue
        if tag == f"{_TEXT}h":
            level = element.get(f"{_TEXT}outline-level", "1")
            yield from _block(_line(element), int(level) if level.isdecimal() else 1, page)
        elif tag == f"{_TEXT}p":
            yield from _block(_line(element), 0, page)
        elif tag == f"{_TABLE}table":
            if table := _table(element):
                yield table, 0, page
        else:
            if tag == f"{_DRAW}page":
                slides += 1
                page = slides
            waiting += [(child, page) for child in reversed(element)]


def _block(text: str, level: int, page: int | None) -> Iterator[tuple[str, int, int | None]]:
    if text:
        yield text, level, page


def _table(element: Any) -> TableBlock | None:
    """Returns a table with its header, empty cells kept; None if the table is empty."""
    rows, spans = list[list[str]](), list[Span]()
    for number, row in enumerate(_rows(element), start=1):
        rows.append(_row(row, number, spans))
    cells = grid_of(rows, spans)
    filled = cells.part(0, len(cells.rows))
    if len(filled.rows) < 2 or filled.width < 2:
        lines = tuple(" | ".join(row).rstrip(" |") for row in rows if any(row))
        return TableBlock(lines) if lines else None
    marked = sum(1 for head in element.iterchildren(f"{_TABLE}table-header-rows") for _ in _rows(head))
    table = table_of(filled, header_rows=marked if 0 < marked < len(filled.rows) else None)
    return TableBlock(tuple(table_lines(table)), table)


def _rows(element: Any) -> Iterator[Any]:
    """Yields the rows of a table, without those of tables in its cells."""
    for child in element:
        if child.tag == f"{_TABLE}table-row":
            yield child
        elif child.tag in _ROW_GROUPS:
            yield from _rows(child)


def _row(row: Any, number: int, spans: list[Span]) -> list[str]:
    """Returns the cells of a row; cells that span others are added to `spans`."""
    cells: list[str] = []
    for cell in row.iterchildren(f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
        is_covered = cell.tag == f"{_TABLE}covered-table-cell"
        text = "" if is_covered else " ".join(map(_line, cell.iter(f"{_TEXT}p")))
        width, height = _count(cell, "columns-spanned"), _count(cell, "rows-spanned")
        if width > 1 or height > 1:
            column = len(cells) + 1
            spans.append(Span(number, column, number + height - 1, column + width - 1))
        cells += [text] * min(_count(cell, "columns-repeated"), _MAX_REPEATED)
    return cells


def _count(cell: Any, name: str) -> int:
    count = cell.get(f"{_TABLE}number-{name}", "1")
    return int(count[:6]) if count.isdecimal() else 1


def _line(element: Any) -> str:
    return " ".join("".join(_letters(element)).split())


def _letters(element: Any) -> Iterator[str]:
    """Yields the text of a paragraph with each note or comment in brackets where it is referenced."""
    yield element.text or ""
    for child in element:
        tag = child.tag
        if tag in (f"{_TEXT}s", f"{_TEXT}tab", f"{_TEXT}line-break"):
            yield " "
        elif tag in (f"{_TEXT}note", f"{_OFFICE}annotation"):
            parts = (_line(part) for part in child.iter(f"{_TEXT}p"))
            yield f" ({' '.join(filter(None, parts))}) "
        elif isinstance(tag, str) and tag not in _LEFT_OUT:
            yield from _letters(child)
        yield child.tail or ""


def _source(meta: Any) -> dict[str, str]:
    source = {
        "title": "{http://purl.org/dc/elements/1.1/}title",
        "author": "{http://purl.org/dc/elements/1.1/}creator",
        "date": "{http://purl.org/dc/elements/1.1/}date",
        "language": "{http://purl.org/dc/elements/1.1/}language",
    }
    stated = {
        name: next((item.text or "" for item in meta.iter(tag)), "").strip() for name, tag in source.items()
    }
    stated["date"] = stated["date"][:10]
    return {name: value for name, value in stated.items() if value}
