"""Read PDF with PDFium: pages in reading order, form values, comments and attached files."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

import pypdfium2 as pdfium
from langchain_core.document_loaders import BaseBlobParser, Blob
from langchain_core.documents import Document
from pypdfium2 import raw

from genai_core.adapters.extraction.packages import damaged
from genai_core.adapters.extraction.passages import passage
from genai_core.adapters.extraction.pdf_pages.annotations import comments, form_values
from genai_core.adapters.extraction.pdf_pages.continued_tables import PageBlock, with_continued_tables
from genai_core.adapters.extraction.pdf_pages.document_facts import attached_files, outline, source_of
from genai_core.adapters.extraction.pdf_pages.hidden_letters import remove_hidden_letters
from genai_core.adapters.extraction.pdf_pages.large_letters import shown_title
from genai_core.adapters.extraction.pdf_pages.page_pictures import (
    PagePicture,
    page_pictures,
    with_pictures,
)
from genai_core.adapters.extraction.pdf_pages.paragraphs import dehyphenated, paragraphs, sections
from genai_core.adapters.extraction.pdf_pages.reading_order import Line, lines_in_order
from genai_core.adapters.extraction.pdf_pages.ruled_rows import read_tables
from genai_core.adapters.extraction.pdf_pages.ruled_tables import ruled_tables
from genai_core.adapters.extraction.pdf_pages.rulings import rulings, turned_back
from genai_core.adapters.extraction.pdf_pages.running_lines import without_running_lines
from genai_core.adapters.extraction.pdf_pages.scanned_pages import is_scanned
from genai_core.adapters.extraction.pdf_pages.table_rows import as_table
from genai_core.adapters.extraction.pdf_pages.text_boxes import text_boxes, turned_text_boxes
from genai_core.adapters.extraction.table_passages import table_passages
from genai_core.domain.ingestion.titles import is_invented
from genai_core.domain.tables.reading import TableBlock
from genai_core.errors import InvalidInput

_WORD = re.compile(r"\w+(?:-\w+)*")
_MAX_PAGES = 20_000

Marks = dict[int, list[tuple[str, ...]]]
"""Headings that begin on a page, by page from 0: the path of each bookmark."""


class PdfParser(BaseBlobParser):
    """One block per paragraph or table, with its page from 1 and the outline's headings."""

    def lazy_parse(self, blob: Blob) -> Iterator[Document]:
        document = _open(blob.as_bytes())
        if document.get_formtype() != raw.FORMTYPE_NONE:
            document.init_forms()
        marks = outline(document)
        notices = PageNotices()
        source = {
            **_stated(document),
            "warnings": notices.warnings,
            "attached": attached_files(document),
            "scanned_pages": notices.scanned,
        }
        read = [_page(document, number, notices) for number in range(len(document))]
        texts = [
            "\n".join(line.text for line in page)
            for page in without_running_lines([lines for lines, _ in read])
        ]
        blocks = with_continued_tables(_blocks(texts, [notes for _, notes in read], marks))
        yield from with_pictures(_passages(blocks, source), notices.pictures)
        if source["attached"] or notices.scanned:
            # A document without text is not empty if it has attached files or pages to recognise.
            yield passage("", source=source)


@dataclass(slots=True)
class PageNotices:
    """What is known of the pages besides their text.

    Attributes:
        scanned: Pages, from 1, whose text is in a picture.
    """

    warnings: list[str] = field(default_factory=list[str])
    scanned: list[int] = field(default_factory=list[int])
    pictures: list[PagePicture] = field(default_factory=list[PagePicture])


def _passages(blocks: Iterable[PageBlock], source: Mapping[str, Any]) -> Iterator[Document]:
    for page, items in groupby(blocks, key=lambda item: (item.page, item.headings)):
        tables = [item.block for item in items]
        yield from table_passages(tables, headings=page[1], page=page[0], source=source)


def _blocks(texts: list[str], notes: list[list[str]], marks: Marks) -> Iterator[PageBlock]:
    """Yields the paragraphs and tables of all pages, the notes of each page after its text."""
    seen = Counter(word.lower() for text in texts for word in _WORD.findall(text))
    headings: tuple[str, ...] = ()
    for number, text in enumerate(texts):
        for part, headings in sections(dehyphenated(text, seen), headings, marks.get(number, [])):  # noqa: B020
            for block in paragraphs(part):
                yield PageBlock(as_table(block), number + 1, headings)
        for note in notes[number]:
            yield PageBlock(TableBlock((note,)), number + 1, headings)


def _open(body: bytes) -> pdfium.PdfDocument:
    try:
        document = pdfium.PdfDocument(body, password="")
    except pdfium.PdfiumError as error:
        if "assword" in str(error):
            raise InvalidInput(
                "the PDF is protected by a password", remedy="Save it without the password and upload that."
            ) from error
        raise damaged(str(error)) from error
    if not len(document):
        raise damaged("it has no pages")
    if len(document) > _MAX_PAGES:
        raise InvalidInput(
            f"the PDF has {len(document)} pages, of at most {_MAX_PAGES}",
            remedy="Split it and upload the parts.",
        )
    return document


def _stated(document: pdfium.PdfDocument) -> dict[str, str]:
    """Returns the stated title, author and date; the title shown on the first page if none is stated."""
    source = source_of(document)
    if is_invented(str(source.get("title") or "")) and (title := _shown_title(document)):
        source["title"] = title
    return source


def _shown_title(document: pdfium.PdfDocument) -> str:
    """Returns the text in the largest letters of the first page; empty if it is not a title."""
    try:
        page = document[0]
        remove_hidden_letters(page)
        return shown_title(text_boxes(page.get_textpage()))
    except pdfium.PdfiumError:
        return ""


def _page(document: pdfium.PdfDocument, number: int, notices: PageNotices) -> tuple[list[Line], list[str]]:
    """Returns lines and notes of a page, from 0; for a page that cannot be read, none and a warning."""
    try:
        page = document[number]
        remove_hidden_letters(page)
        notes = comments(page)
        if document.get_formtype() != raw.FORMTYPE_NONE:
            notes = [*form_values(document, page), *notes]
            page.flatten()
            page = document[number]
        drawn = rulings(page.raw)
        tables = ruled_tables(*drawn)
        boxes, turn = turned_text_boxes(
            page.get_textpage(),
            lambda first, second: any(table.parts(first, second) for table in tables),
        )
        if turn:
            tables = ruled_tables(*turned_back(*drawn, turn))
        lines = lines_in_order(read_tables(boxes, tables))
        if is_scanned(page, sum(len(line.text) for line in lines)):
            notices.scanned.append(number + 1)
        notices.pictures += page_pictures(document, page, number, () if turn else boxes)
        page.close()
    except pdfium.PdfiumError as error:
        notices.warnings.append(f"page {number + 1} cannot be read: {error}")
        return [], []
    shown = " ".join(" ".join(line.text for line in lines).split())
    return lines, [note for note in notes if note.rpartition(": ")[2] not in shown]
