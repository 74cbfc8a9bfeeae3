"""Word documents (docx) through python-docx: headings, lists, tables, footnotes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import docx
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph
from langchain_core.document_loaders import BaseBlobParser, Blob
from langchain_core.documents import Document
from lxml.etree import XMLSyntaxError

from genai_core.adapters.extraction.packages import damaged, opened, refuse_entities, xml_root
from genai_core.adapters.extraction.passages import descend, passage, titles

_HEADING = re.compile(r"(?:heading|überschrift|titre)\s*([1-9])$", re.IGNORECASE)
_TEXT, _DELETED, _FALLBACK = (
    qn("w:t"),
    qn("w:del"),
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
)
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_BREAKS = {qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:tab"): "\t", qn("w:noBreakHyphen"): "-", qn("w:p"): "\n"}


class DocxParser(BaseBlobParser):
    """Paragraphs and tables in order, then the footnotes."""

    def lazy_parse(self, blob: Blob) -> Iterator[Document]:
        body = blob.as_bytes()
        with opened(body) as package:
            refuse_entities(package)
            notes = [
                package.read(name)
                for name in package.namelist()
                if re.fullmatch(r"word/(foot|end)notes\.xml", name)
            ]
        document = _open(body)
        source = _source(document)
        path: list[tuple[int, str]] = []
        for item in document.iter_inner_content():
            if isinstance(item, Table):
                text, level = _table_text(item), 0
            else:
                text, level = _paragraph_text(item), _heading_level(item)
            if not text:
                continue
            if level:
                path = descend(path, level, " ".join(text.split()))
                text = path[-1][1]
            yield passage(text, headings=titles(path), source=source)
        for note in notes:
            for paragraph in xml_root(note).iter(qn("w:p")):
                if text := _text(paragraph):
                    yield passage(text, source=source)


def _open(body: bytes) -> Any:
    try:
        return docx.Document(BytesIO(body))
    except (KeyError, ValueError, XMLSyntaxError, AttributeError) as error:
        raise damaged(str(error)) from error


def _paragraph_text(paragraph: Paragraph) -> str:
    text = _text(paragraph._p)  # pyright: ignore[reportPrivateUsage]
    is_list = bool(paragraph._p.xpath("./w:pPr/w:numPr")) or _style(paragraph).startswith("List ")  # pyright: ignore[reportPrivateUsage]
    return f"- {text}" if text and is_list and not _heading_level(paragraph) else text


def _heading_level(paragraph: Paragraph) -> int:
    name = _style(paragraph)
    if name == "Title":
        return 1
    found = _HEADING.match(name)
    return int(found.group(1)) if found else 0


def _style(paragraph: Paragraph) -> str:
    style = paragraph.style
    return (style.name or "") if style is not None else ""


def _table_text(table: Table) -> str:
    lines: list[str] = []
    for row in table._tbl.tr_lst:  # pyright: ignore[reportPrivateUsage]
        # The row's own cells: a merged cell then counts once, and ragged tables do not fail.
        cells = (" ".join(_text(cell).split()) for cell in row.iter(qn("w:tc")))
        if line := " | ".join(cell for cell in cells if cell):
            lines.append(line)
    return "\n".join(lines)


def _text(element: Any) -> str:
    """Returns the text below an element, with equations and text boxes, without deleted text."""
    parts: list[str] = []
    _gather(element, parts)
    return "".join(parts).strip()


def _gather(element: Any, parts: list[str]) -> None:
    for child in element:
        if child.tag in (_TEXT, _MATH_TEXT):
            parts.append(child.text or "")
        elif child.tag in _BREAKS:
            parts.append(_BREAKS[child.tag])
            _gather(child, parts)
        elif child.tag not in (_DELETED, _FALLBACK, qn("w:pPr")):
            _gather(child, parts)


def _source(document: Any) -> dict[str, str]:
    try:
        said = document.core_properties
        found = {
            "title": (said.title or "").strip(),
            "author": (said.author or "").strip(),
            "date": said.created.date().isoformat() if said.created else "",
            "language": (said.language or "").strip(),
        }
    except (KeyError, ValueError, XMLSyntaxError):
        return {}
    return {key: value for key, value in found.items() if value}
