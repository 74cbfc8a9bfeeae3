"""Deletes a workspace with its documents."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from genai_core.domain.identifiers import DocumentId, UserId, WorkspaceId
from genai_core.ports.document_store import DocumentStore
from genai_core.ports.workspace_store import WorkspaceStore


@dataclass(frozen=True, slots=True)
class DeleteWorkspace:
    """Deletes workspaces.

    Attributes:
        withdraw: Takes a document out of the inbox and begins its deletion.
    """

    workspaces: WorkspaceStore
    documents: DocumentStore
    withdraw: Callable[[UserId, WorkspaceId, DocumentId], object]

    def __call__(self, user_id: UserId, workspace_id: WorkspaceId) -> int:
        """Begins the deletion of every document, then forgets the workspace; returns how many there were.

        The record goes last, so that a deletion that broke off can be repeated by its owner.

        Raises:
            NotFound, Forbidden: There is none, or the user does not own it.
        """
        self.workspaces.get(workspace_id).require_owner(user_id)
        withdrawn = 0
        for document in list(self.documents.in_workspace(workspace_id)):
            self.withdraw(user_id, workspace_id, document.document_id)
            withdrawn += 1
        self.workspaces.delete(workspace_id)
        return withdrawn
