"""Port: the documents of workspaces and their status."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any, Protocol

from genai_core.domain.identifiers import ContentHash, DocumentId, WorkspaceId
from genai_core.domain.ingestion.documents import Document, DocumentStatus


class DocumentStore(Protocol):
    """Stores one record per document; writes are conditional, so late events cannot undo newer ones."""

    def get(self, workspace_id: WorkspaceId, document_id: DocumentId) -> Document:
        """Returns the record. Raises NotFound if there is none."""
        ...

    def some(self, workspace_id: WorkspaceId, document_ids: Collection[DocumentId]) -> list[Document]:
        """Returns the existing records, in no particular order."""
        ...

    def submit(self, document: Document) -> bool:
        """Records a new version as `submitted`. Returns False and changes nothing if the same version is
        ready or in progress."""
        ...

    def advance(
        self,
        workspace_id: WorkspaceId,
        document_id: DocumentId,
        version: ContentHash,
        status: DocumentStatus,
        **changes: Any,
    ) -> Document:
        """Sets the status of the version, and the fields of Document in `changes`.

        Raises:
            NotFound: There is no such document.
            Conflict: Another version replaced it meanwhile, or the document is being deleted.
        """
        ...

    def remove(self, workspace_id: WorkspaceId, document_id: DocumentId) -> None:
        """Deletes the record; may be repeated."""
        ...

    def in_workspace(self, workspace_id: WorkspaceId, *, after: Document | None = None) -> Iterator[Document]:
        """Yields the workspace's documents, newest first; only those that follow `after` if given."""
        ...

    def all_in_workspace(self, workspace_id: WorkspaceId) -> Iterator[Document]:
        """Yields every document of the workspace by a consistent read, in no order; slower than
        `in_workspace`."""
        ...

    def unfinished(self, *, before: str) -> Iterator[Document]:
        """Yields documents of all workspaces without a final status that were last updated before that
        time."""
        ...
