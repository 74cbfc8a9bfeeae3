"""Pages whose text was recognised in a picture: scans, photographs, letters drawn as outlines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from genai_core.domain.ingestion.documents import Block, ExtractedDocument, extracted_document
from genai_core.domain.tables.table import Table

PAGES_AT_ONCE = 2
"""Pages of one call: each may take two minutes on a busy machine, and a function five."""
MAX_SCANNED_PAGES = 1000
"""Of one document: 500 calls, far below what one execution of a state machine may record."""


@dataclass(frozen=True, slots=True)
class RecognizedWord:
    """A word and its position.

    Attributes:
        left, top, right, bottom: Shares of the page's width and height, from 0 to 1, y downwards.
        confidence: How sure the recognition is, from 0 to 1.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    confidence: float


@dataclass(frozen=True, slots=True)
class RecognizedPage:
    """The text of one page.

    Attributes:
        number: From 1.
        blocks, tables: In reading order, each with the page's number; none if nothing on it is legible.
        words: In reading order.
        turned: Degrees clockwise that the page was turned by before it was read: 0, 90, 180 or 270. The boxes
            of the words are those of the page as it is.
        problem: Why it was not read, or not to its end; empty if it was.
    """

    number: int
    blocks: tuple[Block, ...] = ()
    words: tuple[RecognizedWord, ...] = ()
    tables: tuple[Table, ...] = ()
    turned: int = 0
    problem: str = ""

    @property
    def warning(self) -> str:
        """What a reader of the document should know of this page; empty for nothing."""
        if self.problem:
            how = "was read in part" if self.blocks else "was not read"
            return f"page {self.number} {how}: {self.problem}"
        return "" if self.blocks else f"no text on page {self.number}"


def recognized_page(stored: Mapping[str, Any]) -> RecognizedPage:
    """Returns a page from what `dataclasses.asdict` and JSON made of it."""
    document = extracted_document(
        {
            "title": "",
            "document_type": "",
            "metadata": {},
            "blocks": stored["blocks"],
            "tables": stored["tables"],
        }
    )
    return RecognizedPage(
        number=int(stored["number"]),
        blocks=document.blocks,
        words=tuple(RecognizedWord(**word) for word in stored["words"]),
        tables=document.tables,
        turned=int(stored["turned"]),
        problem=str(stored["problem"]),
    )


def page_batches(document: ExtractedDocument) -> tuple[tuple[int, ...], ...]:
    """Returns the pages of a document whose text has to be recognised, by call."""
    pages = document.scanned_pages[:MAX_SCANNED_PAGES]
    return tuple(pages[start : start + PAGES_AT_ONCE] for start in range(0, len(pages), PAGES_AT_ONCE))


def with_recognized(document: ExtractedDocument, pages: Sequence[RecognizedPage]) -> ExtractedDocument:
    """Returns the document with what was recognised in the place of each page.

    A page keeps the text it had unless twice as much was recognised: a stamp on a scan is less than the scan,
    and a title over a photograph is better read as text. Pure, and may be repeated: what has been put in is
    not a scanned page any more.
    """
    legible = {page.number: page for page in pages if _says_more(page, document.blocks)}
    left_out = len(document.scanned_pages) - len(document.scanned_pages[:MAX_SCANNED_PAGES])
    warnings = [*document.warnings, *(page.warning for page in pages if page.warning)]
    if left_out:
        warnings.append(f"{left_out} scanned pages were not read: {MAX_SCANNED_PAGES} of a document are")
    return replace(
        document,
        blocks=_merged(document.blocks, legible),
        tables=document.tables + tuple(table for page in legible.values() for table in page.tables),
        warnings=tuple(dict.fromkeys(warnings)),
        scanned_pages=(),
    )


def _says_more(page: RecognizedPage, blocks: Sequence[Block]) -> bool:
    known = sum(len(block.text) for block in blocks if block.page == page.number)
    return bool(page.blocks) and sum(len(block.text) for block in page.blocks) > 2 * known


def _merged(blocks: Iterable[Block], legible: Mapping[int, RecognizedPage]) -> tuple[Block, ...]:
    """Returns all blocks by page; those without a page stay behind the block they follow."""
    pages: list[tuple[int, Block]] = []
    page = 0
    headings: dict[int, tuple[str, ...]] = {}
    for block in blocks:
        page = block.page or page
        headings[page] = block.heading_path
        if page not in legible:
            pages.append((page, block))
    for number, found in legible.items():
        # A scanned page belongs to the section that began before it.
        before = max((other for other in headings if other < number), default=None)
        path = headings[before] if before is not None else ()
        pages += [(number, replace(block, heading_path=path, page=number)) for block in found.blocks]
    return tuple(block for _, block in sorted(pages, key=lambda item: item[0]))
