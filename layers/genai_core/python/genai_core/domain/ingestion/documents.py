"""Documents: the uploaded file, its extracted content and its status."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any

from genai_core.domain.identifiers import ContentHash, DocumentId, UserId, WorkspaceId
from genai_core.domain.ingestion.attached_files import AttachedFile
from genai_core.domain.ingestion.document_metadata import as_metadata
from genai_core.domain.ingestion.earlier_versions import EarlierVersion
from genai_core.domain.ingestion.figures import Figure, PlacedFigure, read_figure
from genai_core.domain.protocol.status import DocumentStatus
from genai_core.domain.tables.table import Table


@dataclass(frozen=True, slots=True)
class Document:
    """One document of a workspace, as the `documents` table holds it.

    Attributes:
        path: The key below `inbox/<workspace_id>/`.
        document_type: File kind by content, for example `pdf`; empty before extraction.
        content_hash: The version that is visible or being processed.
        owner: The user who uploaded it; None for a file that a program with access to the bucket put there.
        reason: Why it failed, for the user; empty otherwise.
        failed_step: The step that failed; empty otherwise.
        created_at, updated_at: RFC 3339, UTC.
        submitted_at: When this version was submitted: part of its execution's name.
        answering: The version that is searched, or None. It differs from `content_hash` while a newer version
            is being processed, or after that failed.
        answering_chunks: Chunks of that version.
        reached: When this version first had each status, RFC 3339 in UTC, by the status's name.
        earlier: The versions and attempts before it, newest first.
    """

    workspace_id: WorkspaceId
    document_id: DocumentId
    path: str
    status: DocumentStatus
    content_hash: ContentHash
    size_bytes: int
    created_at: str
    updated_at: str
    owner: UserId | None = None
    title: str = ""
    document_type: str = ""
    chunk_count: int = 0
    page_count: int = 0
    reason: str = ""
    failed_step: str = ""
    metadata: dict[str, str | tuple[str, ...]] = field(default_factory=dict[str, str | tuple[str, ...]])
    submitted_at: str = ""
    answering: ContentHash | None = None
    answering_chunks: int = 0
    reached: dict[str, str] = field(default_factory=dict[str, str])
    earlier: tuple[EarlierVersion, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A run of extracted text that belongs together: a paragraph, list, table or code block.

    Attributes:
        heading_path: Headings above it, outermost first.
        page: Page number from 1; None if the format has no pages.
    """

    text: str
    heading_path: tuple[str, ...] = ()
    page: int | None = None


BETWEEN_BLOCKS = "\n\n"
"""Separator of two blocks in a document's text."""


@dataclass(frozen=True, slots=True)
class ExtractedDocument:
    """The result of extraction: blocks in reading order.

    Attributes:
        title: From the document itself, else from its file name.
        document_type: File kind by content, for example `pdf`.
        metadata: `author`, `date`, `language` and the like, if the document states them.
        tables: The tables as data; their text is in the blocks, too.
        warnings: What a reader of the text should know, such as parts that were left out or could not be
            read.
        attached: Files inside it, which become documents of their own; not stored with the text.
        scanned_pages: Pages, from 1, whose text is in a picture and still has to be recognised.
        figures: The pictures in it, in the order of the text.
        pictures: The file of each figure by its name; not stored with the text.
    """

    title: str
    document_type: str
    blocks: tuple[Block, ...]
    page_count: int = 0
    metadata: dict[str, str | tuple[str, ...]] = field(default_factory=dict[str, str | tuple[str, ...]])
    tables: tuple[Table, ...] = ()
    warnings: tuple[str, ...] = ()
    attached: tuple[AttachedFile, ...] = ()
    scanned_pages: tuple[int, ...] = ()
    figures: tuple[Figure, ...] = ()
    pictures: dict[str, bytes] = field(default_factory=dict[str, bytes], repr=False)

    @property
    def text(self) -> str:
        """The whole text, in which the offsets of chunks and citations count."""
        return BETWEEN_BLOCKS.join(block.text for block in self.blocks)

    @property
    def starts(self) -> tuple[int, ...]:
        """Offset of each block in the text."""
        lengths = (len(block.text) + len(BETWEEN_BLOCKS) for block in self.blocks[:-1])
        return tuple(accumulate(lengths, initial=0))[: len(self.blocks)]

    @property
    def placed_figures(self) -> tuple[PlacedFigure, ...]:
        """The figures with the text they belong to; without those of pages that have no text."""
        starts = self.starts
        pages: dict[int, list[int]] = {}
        for number, block in enumerate(self.blocks):
            if block.page is not None:
                pages.setdefault(block.page, []).append(number)
        placed: list[PlacedFigure] = []
        for figure in self.figures:
            numbers = pages.get(figure.page or 0, ()) if figure.block is None else (figure.block,)
            if numbers:
                end = starts[numbers[-1]] + len(self.blocks[numbers[-1]].text)
                placed.append(PlacedFigure(figure, starts[numbers[0]], end))
        return tuple(placed)


def extracted_document(stored: Mapping[str, Any]) -> ExtractedDocument:
    """Returns an extracted document from the JSON of its `dataclasses.asdict`."""
    values = dict(stored)
    values.pop("attached", None)
    values.pop("pictures", None)
    blocks = tuple(
        Block(block["text"], tuple(block["heading_path"]), block["page"]) for block in values.pop("blocks")
    )
    return ExtractedDocument(
        blocks=blocks,
        metadata=as_metadata(values.pop("metadata")),
        tables=tuple(_table(table) for table in values.pop("tables", ())),
        warnings=tuple(values.pop("warnings", ())),
        scanned_pages=tuple(values.pop("scanned_pages", ())),
        figures=tuple(map(read_figure, values.pop("figures", ()))),
        **values,
    )


def _table(stored: Mapping[str, Any]) -> Table:
    return Table(
        header=tuple(stored["header"]),
        rows=tuple(tuple(row) for row in stored["rows"]),
        caption=stored["caption"],
        row_numbers=tuple(stored["row_numbers"]),
        column_numbers=tuple(stored["column_numbers"]),
        heading_path=tuple(stored["heading_path"]),
        page=stored["page"],
    )
