"""Remove a document from the index, its artifacts and its record."""

from __future__ import annotations

from dataclasses import dataclass

from genai_core.domain.ingestion.documents import DocumentStatus
from genai_core.errors import NotFound
from genai_core.ports.blob_store import BlobStore
from genai_core.ports.chunk_index import ChunkIndex
from genai_core.ports.document_store import DocumentStore
from genai_core.usecases.ingestion.attached_documents import withdraw_attached
from genai_core.usecases.ingestion.document_archive import archive_prefix
from genai_core.usecases.ingestion.ingestion_artifacts import DocumentVersion, artifacts_prefix


@dataclass(frozen=True, slots=True)
class DeletedDocument:
    """Whether the document was deleted, how many chunks it had, and whether it was uploaded again."""

    deleted: bool
    chunk_count: int = 0
    is_uploaded_again: bool = False


@dataclass(frozen=True, slots=True)
class DeleteDocument:
    """The only step of a deletion; the record goes last, so that a failed deletion is seen and repeated."""

    documents: DocumentStore
    blobs: BlobStore
    index: ChunkIndex

    def __call__(self, version: DocumentVersion) -> DeletedDocument:
        """Removes all data of the document, and the files inside it; may be repeated.

        A document that is no longer marked for deletion is left alone.
        """
        try:
            stored = self.documents.get(version.workspace_id, version.document_id)
        except NotFound:
            return DeletedDocument(deleted=False, is_uploaded_again=self._lies_there(version))
        if stored.status is not DocumentStatus.DELETING:
            return DeletedDocument(deleted=False)
        removed = self.index.delete_document(version.workspace_id, version.document_id)
        withdraw_attached(self.blobs, version)
        self.blobs.delete(archive_prefix(version.workspace_id, version.document_id))
        self.blobs.delete(artifacts_prefix(version.workspace_id, version.document_id))
        self.documents.remove(version.workspace_id, version.document_id)
        # An upload before this moment had its event refused; a later one is accepted.
        return DeletedDocument(deleted=True, chunk_count=removed, is_uploaded_again=self._lies_there(version))

    def _lies_there(self, version: DocumentVersion) -> bool:
        try:
            self.blobs.size(version.source_key)
        except NotFound:
            return False
        return True
