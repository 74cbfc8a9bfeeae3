"""Read the text that a document's passages come from, and make links to its file."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath

from genai_core.domain.identifiers import DocumentId, UserId, WorkspaceId
from genai_core.domain.ingestion.chunks import section_name
from genai_core.domain.ingestion.document_metadata import read_label
from genai_core.domain.ingestion.documents import Document, ExtractedDocument
from genai_core.domain.ingestion.uploads import inbox_key
from genai_core.domain.permissions import Permission
from genai_core.domain.protocol.documents import (
    MAX_CONTENT_SPANS,
    DocumentContent,
    OriginalFile,
    TextSpan,
)
from genai_core.domain.retrieval.scopes import Scope
from genai_core.errors import InvalidInput, NotFound
from genai_core.ports.blob_store import BlobStore
from genai_core.ports.link_signer import LinkSigner
from genai_core.usecases.ingestion.document_archive import load_text

LINK_VALID_S = 300
_SHOWN_AS = {"pdf": "application/pdf", "png": "image/png", "jpg": "image/jpeg"}
"""Types that a browser may show; others could contain a script and are only downloaded."""


@dataclass(frozen=True, slots=True)
class ReadContent:
    """Shows a document's text to those who may find it.

    Attributes:
        find: Returns the document if that user has the permission for it.
    """

    find: Callable[[UserId, WorkspaceId, DocumentId, Permission], Document]
    blobs: BlobStore
    links: LinkSigner

    def __call__(
        self, user_id: UserId, workspace_id: WorkspaceId, document_id: DocumentId, *, start: int, limit: int
    ) -> DocumentContent:
        """Returns the part of the text that begins at `start`, of at most `limit` characters.

        Raises:
            NotFound: There is no such document for this user, or its text is not stored.
            Forbidden: The user is not in the workspace.
            InvalidInput: The text ends before `start`.
        """
        document = self.find(user_id, workspace_id, document_id, "read content")
        version, extracted = load_text(self.blobs, workspace_id, document_id)
        # The record may already be of a newer version with other readers.
        if not Scope(workspace_id, user_id).admits(extracted.metadata):
            raise NotFound(f"there is no document {document_id!r} in workspace {workspace_id!r}")
        text = extracted.text
        if start > len(text):
            raise InvalidInput(f"start is {start!r}", remedy=f"The text has {len(text)} characters.")
        spans, end = _part(extracted, start, min(start + limit, len(text)))
        return DocumentContent(
            document_id=document_id,
            content_hash=version,
            title=extracted.title,
            document_type=extracted.document_type,
            page_count=extracted.page_count,
            characters=len(text),
            start=start,
            text=text[start:end],
            spans=spans,
            next=end if end < len(text) else None,
            original=self._original(user_id, document) if document.content_hash == version else None,
        )

    def _original(self, user_id: UserId, document: Document) -> OriginalFile | None:
        """Returns a link to the file; None if it is gone, or was just replaced by one with other readers."""
        key = inbox_key(document.workspace_id, document.path)
        try:
            link = self._link(key, document)
            # Checked after making the link, which leads to this file or an older one.
            label = read_label(self.blobs.label(key))
        except (NotFound, InvalidInput):
            return None
        return link if Scope(document.workspace_id, user_id).admits(label.metadata) else None

    def _link(self, key: str, document: Document) -> OriginalFile:
        shown = _SHOWN_AS.get(document.document_type)
        content_type = shown or "application/octet-stream"
        url = self.links.sign(
            key,
            file_name=PurePosixPath(document.path).name,
            content_type=content_type,
            inline=shown is not None,
            valid_s=LINK_VALID_S,
        )
        return OriginalFile(url, LINK_VALID_S, content_type)


def _part(extracted: ExtractedDocument, start: int, end: int) -> tuple[tuple[TextSpan, ...], int]:
    """Returns the blocks between two offsets, and where the part ends that has few enough blocks."""
    starts = extracted.starts
    first = max(bisect_right(starts, start) - 1, 0)
    past = first + MAX_CONTENT_SPANS
    end = min(end, starts[past]) if past < len(starts) else end
    spans = (
        TextSpan(begin, begin + len(block.text), block.page, section_name(block.heading_path))
        for begin, block in zip(starts[first:past], extracted.blocks[first:past], strict=True)
    )
    return tuple(span for span in spans if span.start < end and span.end > start), end
