"""Deletes a workspace with its documents."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from genai_core.domain.identifiers import DocumentId, UserId, WorkspaceId
from genai_core.domain.ingestion.uploads import inbox_key
from genai_core.domain.permissions import require
from genai_core.ports.blob_store import BlobStore
from genai_core.ports.clock import Clock
from genai_core.ports.deleted_workspaces import DeletedWorkspaces
from genai_core.ports.document_store import DocumentStore
from genai_core.ports.workspace_store import WorkspaceStore


@dataclass(frozen=True, slots=True)
class DeleteWorkspace:
    """Deletes workspaces.

    Attributes:
        withdraw: Removes a document from the inbox and begins its deletion.
    """

    workspaces: WorkspaceStore
    documents: DocumentStore
    blobs: BlobStore
    withdraw: Callable[[UserId, WorkspaceId, DocumentId], object]
    deleted: DeletedWorkspaces
    clock: Clock

    def __call__(self, user_id: UserId, workspace_id: WorkspaceId) -> int:
        """Begins the deletion of every document, then deletes the workspace; returns the number of documents.

        The record is deleted last, so that the owner can repeat a deletion that was interrupted. The record
        of the deletion is written before, so that anything left is erased later.

        Raises:
            NotFound, Forbidden: There is none, or the user does not own it.
        """
        require("delete workspace", user_id, self.workspaces.get(workspace_id))
        withdrawn = 0
        for document in list(self.documents.all_in_workspace(workspace_id)):
            self.withdraw(user_id, workspace_id, document.document_id)
            withdrawn += 1
        # Files whose event is still queued have no record; without its file, the event does nothing.
        self.blobs.delete(inbox_key(workspace_id, ""))
        self.deleted.note(workspace_id, self.clock.now().isoformat())
        self.workspaces.delete(workspace_id)
        return withdrawn
