"""Removes a document from the index, the artifacts and its record."""

from __future__ import annotations

from dataclasses import dataclass

from genai_core.domain.ingestion.documents import DocumentStatus
from genai_core.errors import NotFound
from genai_core.ports.blob_store import BlobStore
from genai_core.ports.chunk_index import ChunkIndex
from genai_core.ports.document_store import DocumentStore
from genai_core.usecases.document_archive import archive_prefix
from genai_core.usecases.ingestion_artifacts import DocumentVersion, artifacts_prefix


@dataclass(frozen=True, slots=True)
class DeletedDocument:
    """Whether the document went, and how many chunks with it."""

    deleted: bool
    chunk_count: int = 0


@dataclass(frozen=True, slots=True)
class DeleteDocument:
    """The one step of a deletion; its record goes last, so that a broken deletion is seen and repeated."""

    documents: DocumentStore
    blobs: BlobStore
    index: ChunkIndex

    def __call__(self, version: DocumentVersion) -> DeletedDocument:
        """Removes everything made of the document; may be repeated.

        A document that is no longer marked for deletion is left alone.
        """
        try:
            stored = self.documents.get(version.workspace_id, version.document_id)
        except NotFound:
            return DeletedDocument(deleted=False)
        if stored.status is not DocumentStatus.DELETING:
            return DeletedDocument(deleted=False)
        removed = self.index.delete_document(version.workspace_id, version.document_id)
        self.blobs.delete(archive_prefix(version.workspace_id, version.document_id))
        self.blobs.delete(artifacts_prefix(version.workspace_id, version.document_id))
        self.documents.remove(version.workspace_id, version.document_id)
        return DeletedDocument(deleted=True, chunk_count=removed)
