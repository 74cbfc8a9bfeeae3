"""Withdraw a document: from the inbox, then from the index."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from genai_core.domain.identifiers import DocumentId, UserId, WorkspaceId
from genai_core.domain.ingestion.documents import Document
from genai_core.domain.permissions import Permission
from genai_core.ports.inbox import Inbox


@dataclass(frozen=True, slots=True)
class WithdrawDocument:
    """Deletes documents for users.

    Attributes:
        find: Returns the document if that user has the permission for it.
        mark: Marks the record as being deleted. begin: Starts the state machine. Both may be repeated.
    """

    find: Callable[[UserId, WorkspaceId, DocumentId, Permission], Document]
    inbox: Inbox
    mark: Callable[[WorkspaceId, DocumentId], object]
    begin: Callable[[WorkspaceId, DocumentId], object]

    def __call__(self, user_id: UserId, workspace_id: WorkspaceId, document_id: DocumentId) -> Document:
        """Returns the record as it is now. Raises NotFound or Forbidden."""
        stored = self.find(user_id, workspace_id, document_id, "delete document")
        # The mark comes first: the event that the removal causes then finds the work under way. The work
        # begins last: a file that it finds in the inbox is one that was uploaded again.
        self.mark(workspace_id, document_id)
        self.inbox.remove(workspace_id, stored.path)
        self.begin(workspace_id, document_id)
        return stored
