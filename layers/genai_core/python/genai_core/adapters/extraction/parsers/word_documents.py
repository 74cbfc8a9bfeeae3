"""Read Word documents (docx): the body with all its content, then page headers and footers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from langchain_core.document_loaders import BaseBlobParser, Blob
from langchain_core.documents import Document

from genai_core.adapters.extraction.embedded_files import embedded_files
from genai_core.adapters.extraction.office_packages import OfficePackage, office_package, stated_properties
from genai_core.adapters.extraction.packages import damaged
from genai_core.adapters.extraction.passages import descend, passage, titles
from genai_core.adapters.extraction.table_passages import table_passages
from genai_core.adapters.extraction.word.notes import text_below
from genai_core.adapters.extraction.word.numbering import ListNumbers
from genai_core.adapters.extraction.word.styles import Styles
from genai_core.adapters.extraction.word.walk import WordWalk

_TITLE_BLOCKS = 10
"""A heading that comes later is not the title of the document."""
_PAGE_PARTS = (("header", "Header"), ("footer", "Footer"))


class DocxParser(BaseBlobParser):
    """Headings, paragraphs, tables, text boxes and notes in reading order."""

    def lazy_parse(self, blob: Blob) -> Iterator[Document]:
        with office_package(blob.as_bytes()) as package:
            part = _main_part(package)
            source: dict[str, Any] = dict(stated_properties(package))
            source["attached"] = list(embedded_files(package, [part]))
            styles = Styles(_root(package, part, "styles"))
            numbers = ListNumbers(_root(package, part, "numbering"))
            yield from _body(package, part, styles, numbers, source)
            for text in _page_texts(package, part, styles):
                yield passage(text, source=source)
            if source["attached"]:
                # A document without text is not empty if it embeds files.
                yield passage("", source=source)


def _body(
    package: OfficePackage, part: str, styles: Styles, numbers: ListNumbers, source: dict[str, Any]
) -> Iterator[Document]:
    path: list[tuple[int, str]] = []
    has_heading = False
    walk = WordWalk(package, part, styles, numbers)
    for number, block in enumerate(walk.blocks(package.root(part))):
        if block.table:
            yield from table_passages([block.table], headings=titles(path), source=source)
            continue
        text = block.text
        if block.level:
            path = descend(path, block.level, " ".join(text.split()))
            text = path[-1][1]
            if not has_heading and number < _TITLE_BLOCKS:
                source["title"] = text
            has_heading = True
        yield passage(text, headings=titles(path), source=source, pictures=block.pictures)


def _main_part(package: OfficePackage) -> str:
    parts = package.related("", "officeDocument")
    if not parts:
        raise damaged("it has no document part")
    return parts[0]


def _root(package: OfficePackage, part: str, kind: str) -> Any | None:
    parts = package.related(part, kind)
    return package.root(parts[0]) if parts else None


def _page_texts(package: OfficePackage, part: str, styles: Styles) -> list[str]:
    """Returns each header and footer once, without those that are only a page number."""
    lines = (
        (mark, text_below(package.root(name), styles))
        for kind, mark in _PAGE_PARTS
        for name in package.related(part, kind)
    )
    texts = (f"{mark}: {text}" for mark, text in lines if any(map(str.isalpha, text)))
    return list(dict.fromkeys(texts))
