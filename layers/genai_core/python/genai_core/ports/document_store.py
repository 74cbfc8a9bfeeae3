"""The document store: which documents a workspace has, and their status."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any, Protocol

from genai_core.domain.identifiers import ContentHash, DocumentId, WorkspaceId
from genai_core.domain.ingestion.documents import Document, DocumentStatus


class DocumentStore(Protocol):
    """Keeps one record per document; writes are conditional, so late events cannot undo newer ones."""

    def get(self, workspace_id: WorkspaceId, document_id: DocumentId) -> Document:
        """Returns the record. Raises NotFound if there is none."""
        ...

    def some(self, workspace_id: WorkspaceId, document_ids: Collection[DocumentId]) -> list[Document]:
        """Returns the records of those that exist, in no order."""
        ...

    def submit(self, document: Document) -> bool:
        """Records a new version as `submitted`; False, with nothing changed, where the same version
        is already ready or under way."""
        ...

    def advance(
        self,
        workspace_id: WorkspaceId,
        document_id: DocumentId,
        version: ContentHash,
        status: DocumentStatus,
        **changes: Any,
    ) -> Document:
        """Moves the version to `status`, with other fields of Document in `changes`.

        Raises:
            NotFound: There is no such document.
            Conflict: Another version took its place meanwhile, or it is being deleted.
        """
        ...

    def remove(self, workspace_id: WorkspaceId, document_id: DocumentId) -> None:
        """Forgets the record; may be repeated."""
        ...

    def in_workspace(self, workspace_id: WorkspaceId) -> Iterator[Document]:
        """Yields the workspace's documents, newest first."""
        ...

    def all_in_workspace(self, workspace_id: WorkspaceId) -> Iterator[Document]:
        """Yields every document that the workspace has at this moment, in no order; slower than a list."""
        ...

    def unfinished(self, *, before: str) -> Iterator[Document]:
        """Yields documents of all workspaces that are not final and were last updated before that time."""
        ...
