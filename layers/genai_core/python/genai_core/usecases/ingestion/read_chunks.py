"""Read the chunks that a document is searched by."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from genai_core.domain.identifiers import ContentHash, DocumentId, UserId, WorkspaceId
from genai_core.domain.ingestion.chunks import Chunk, section_name
from genai_core.domain.ingestion.documents import Document
from genai_core.domain.permissions import Permission
from genai_core.domain.protocol.document_details import DocumentChunk, DocumentChunks
from genai_core.domain.retrieval.scopes import Scope
from genai_core.errors import InvalidInput, NotFound
from genai_core.ports.blob_store import BlobStore
from genai_core.usecases.ingestion.document_archive import READABLE_PART, load_readable


@dataclass(frozen=True, slots=True)
class ReadChunks:
    """Shows a document's chunks to those who may find it.

    Attributes:
        find: Returns the document if that user has the permission for it.
    """

    find: Callable[[UserId, WorkspaceId, DocumentId, Permission], Document]
    blobs: BlobStore

    def __call__(
        self, user_id: UserId, workspace_id: WorkspaceId, document_id: DocumentId, *, start: int, limit: int
    ) -> DocumentChunks:
        """Returns at most `limit` chunks from the position `start` on, in the document's order.

        Raises:
            NotFound: There is no such document for this user, or its chunks are not stored.
            Forbidden: The user is not in the workspace.
            InvalidInput: It has no chunk at `start`.
        """
        document = self.find(user_id, workspace_id, document_id, "read content")
        total, version = document.answering_chunks, document.answering
        if version is None:
            raise NotFound(f"document {document_id!r} is not searched yet", remedy="Wait until it is ready.")
        if start >= total:
            raise InvalidInput(f"start is {start!r}", remedy=f"The document has {total} chunks.")
        end = min(start + limit, total)
        chunks = list(self._chunks(document, version, start, end))
        # The record may already be of a newer version with other readers.
        if not all(Scope(workspace_id, user_id).admits(chunk.metadata) for chunk in chunks):
            raise NotFound(f"there is no document {document_id!r} in workspace {workspace_id!r}")
        return DocumentChunks(
            document_id=document_id,
            content_hash=version,
            total=total,
            chunks=tuple(map(_shown, chunks)),
            next=end if end < total else None,
        )

    def _chunks(self, document: Document, version: ContentHash, start: int, end: int) -> Iterator[Chunk]:
        where = document.workspace_id, document.document_id, version
        for part in range(start // READABLE_PART, (end - 1) // READABLE_PART + 1):
            try:
                chunks = load_readable(self.blobs, *where, part)
            except NotFound:
                raise NotFound(
                    f"the chunks of document {document.document_id!r} are not stored",
                    remedy="It may just have been replaced; if this stays, upload it again.",
                ) from None
            yield from (chunk for chunk in chunks if start <= chunk.ordinal < end)


def _shown(chunk: Chunk) -> DocumentChunk:
    return DocumentChunk(
        chunk_id=chunk.chunk_id,
        ordinal=chunk.ordinal,
        text=chunk.text,
        page=chunk.page,
        section=section_name(chunk.heading_path),
        start=chunk.start,
    )
