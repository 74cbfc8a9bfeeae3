"""Pages whose text was recognised in a picture: scans, photographs, letters drawn as outlines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from genai_core.domain.ingestion.documents import Block, ExtractedDocument, extracted_document
from genai_core.domain.ingestion.figures import captioned, moved
from genai_core.domain.tables.table import Table

PAGES_AT_ONCE = 2
"""Pages per call: each may take two minutes on a busy machine, and a function has five."""
MAX_SCANNED_PAGES = 1000
"""Maximum per document: 500 calls, far fewer than one execution of a state machine can record."""


@dataclass(frozen=True, slots=True)
class RecognizedWord:
    """A word and its position.

    Attributes:
        left, top, right, bottom: Shares of the page's width and height, from 0 to 1, y downwards.
        confidence: Confidence of the recognition, from 0 to 1.
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
        turned: Clockwise rotation of the page before it was read: 0, 90, 180 or 270 degrees. The words' boxes
            are on the page before rotation.
        problem: Why it was not, or only partly, read; empty if it was read.
    """

    number: int
    blocks: tuple[Block, ...] = ()
    words: tuple[RecognizedWord, ...] = ()
    tables: tuple[Table, ...] = ()
    turned: int = 0
    problem: str = ""

    @property
    def warning(self) -> str:
        """What a reader of the document should know about this page; empty if nothing."""
        if self.problem:
            how = "was read in part" if self.blocks else "was not read"
            return f"page {self.number} {how}: {self.problem}"
        return "" if self.blocks else f"no text on page {self.number}"


def recognized_page(stored: Mapping[str, Any]) -> RecognizedPage:
    """Returns a page from the JSON of its `dataclasses.asdict`."""
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
    """Returns the pages that need recognition, in batches for one call each."""
    pages = document.scanned_pages[:MAX_SCANNED_PAGES]
    return tuple(pages[start : start + PAGES_AT_ONCE] for start in range(0, len(pages), PAGES_AT_ONCE))


def with_recognized(document: ExtractedDocument, pages: Sequence[RecognizedPage]) -> ExtractedDocument:
    """Returns the document with the recognised text in place of each page.

    A page keeps its own text unless twice as much was recognised: a stamp on a scan has less text than the
    scan, and a title over a photograph is more exact as text. Pure, and may be repeated: a page with
    recognised text is not a scanned page any more.
    """
    legible = {page.number: page for page in pages if _says_more(page, document.blocks)}
    left_out = len(document.scanned_pages) - len(document.scanned_pages[:MAX_SCANNED_PAGES])
    warnings = [*document.warnings, *(page.warning for page in pages if page.warning)]
    if left_out:
        warnings.append(f"{left_out} scanned pages were not read: {MAX_SCANNED_PAGES} of a document are")
    origins, blocks = _merged(document.blocks, legible)
    places = {origin: number for number, origin in enumerate(origins) if origin is not None}
    return replace(
        document,
        blocks=blocks,
        figures=captioned(moved(document.figures, places), [block.text for block in blocks]),
        tables=document.tables + tuple(table for page in legible.values() for table in page.tables),
        warnings=tuple(dict.fromkeys(warnings)),
        scanned_pages=(),
    )


def _says_more(page: RecognizedPage, blocks: Sequence[Block]) -> bool:
    known = sum(len(block.text) for block in blocks if block.page == page.number)
    return bool(page.blocks) and sum(len(block.text) for block in page.blocks) > 2 * known


def _merged(
    blocks: Sequence[Block], legible: Mapping[int, RecognizedPage]
) -> tuple[tuple[int | None, ...], tuple[Block, ...]]:
    """Returns all blocks by page; blocks without a page stay after the block that they follow.

    Returns:
        The index that each block had before, or None for a recognised one; and the blocks.
    """
    pages: list[tuple[int, int | None, Block]] = []
    page = 0
    headings: dict[int, tuple[str, ...]] = {}
    for origin, block in enumerate(blocks):
        page = block.page or page
        headings[page] = block.heading_path
        if page not in legible:
            pages.append((page, origin, block))
    for number, recognized in legible.items():
        # A scanned page belongs to the section that began before it.
        before = max((other for other in headings if other < number), default=None)
        path = headings[before] if before is not None else ()
        pages += [
            (number, None, replace(block, heading_path=path, page=number)) for block in recognized.blocks
        ]
    pages.sort(key=lambda item: item[0])
    return tuple(origin for _, origin, _ in pages), tuple(block for _, _, block in pages)
