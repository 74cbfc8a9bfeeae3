"""Make one document version searchable."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from genai_core.domain.ingestion.documents import Document, DocumentStatus
from genai_core.errors import Conflict, NotFound
from genai_core.ports.blob_store import BlobStore
from genai_core.ports.chunk_index import ChunkIndex
from genai_core.ports.document_store import DocumentStore
from genai_core.ports.inbox import Inbox
from genai_core.usecases.ingestion.attached_documents import publish_attached, withdraw_attached
from genai_core.usecases.ingestion.document_archive import archive_prefix, save_archived, save_text
from genai_core.usecases.ingestion.document_figures import archive_figures
from genai_core.usecases.ingestion.ingestion_artifacts import DocumentVersion, load_embedded
from genai_core.usecases.ingestion.replacing import known_document


@dataclass(frozen=True, slots=True)
class IndexedVersion:
    """How many chunks are searchable now, and how many contained files are documents."""

    chunk_count: int
    attached_count: int = 0


@dataclass(frozen=True, slots=True)
class IndexDocument:
    """The last step of an ingestion: the new version replaces the old one in one transaction."""

    documents: DocumentStore
    blobs: BlobStore
    index: ChunkIndex
    inbox: Inbox

    def __call__(self, version: DocumentVersion) -> IndexedVersion:
        """Writes all chunks, then marks the document ready; may be repeated.

        Raises:
            Conflict: Another version is being processed; its chunks are in the index.
            Unavailable: The engine cannot be reached now; nothing was written.
        """
        if not self._is_ready(version):
            self._advance(version, DocumentStatus.INDEXING)
        written = self._write(version)
        try:
            self._advance(version, DocumentStatus.READY, written)
        except (Conflict, NotFound):
            if self._is_ready(version):
                return IndexedVersion(written, self._publish(version))
            self._yield_to_newer(version)
            raise
        return IndexedVersion(written, self._publish(version))

    def _publish(self, version: DocumentVersion) -> int:
        """Makes the contained files of the version documents; undoes it if the document has changed."""
        count = publish_attached(self.blobs, self.inbox, version)
        newer = known_document(self.documents, version.workspace_id, version.path)
        if newer is None or newer.status is DocumentStatus.DELETING:
            withdraw_attached(self.blobs, version)
        elif newer.content_hash != version.content_hash and newer.status is DocumentStatus.READY:
            publish_attached(self.blobs, self.inbox, replace(version, content_hash=newer.content_hash))
        return count

    def _is_ready(self, version: DocumentVersion) -> bool:
        """True if an earlier call succeeded and only its response was lost."""
        try:
            stored = self.documents.get(version.workspace_id, version.document_id)
        except NotFound:
            return False
        return stored.content_hash == version.content_hash and stored.status is DocumentStatus.READY

    def _write(self, version: DocumentVersion) -> int:
        chunks = load_embedded(self.blobs, version)
        where = version.workspace_id, version.document_id, version.content_hash
        self.index.replace_document(*where, chunks)
        save_archived(self.blobs, *where, chunks)
        if chunks:
            save_text(self.blobs, version)
            archive_figures(self.blobs, version)
        return len(chunks)

    def _advance(
        self, version: DocumentVersion, status: DocumentStatus, chunk_count: int | None = None
    ) -> None:
        changes: dict[str, Any] = {}
        if chunk_count is not None:
            answering = version.content_hash if chunk_count else None
            changes = {"chunk_count": chunk_count, "answering": answering, "answering_chunks": chunk_count}
        self.documents.advance(
            version.workspace_id, version.document_id, version.content_hash, status, **changes
        )

    def _yield_to_newer(self, version: DocumentVersion) -> None:
        """Corrects the index if another version became ready, or the document was deleted, meanwhile."""
        newer: Document | None
        try:
            newer = self.documents.get(version.workspace_id, version.document_id)
        except NotFound:
            newer = None
        if newer is None or newer.status is DocumentStatus.DELETING:
            self.index.delete_document(version.workspace_id, version.document_id)
            self.blobs.delete(archive_prefix(version.workspace_id, version.document_id))
        elif newer.status is DocumentStatus.READY:
            self._write(replace(version, content_hash=newer.content_hash))
