"""Takes a document back: out of the inbox, then out of the index."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from genai_core.domain.identifiers import DocumentId, UserId, WorkspaceId
from genai_core.domain.ingestion.documents import Document
from genai_core.ports.inbox import Inbox


@dataclass(frozen=True, slots=True)
class WithdrawDocument:
    """Deletes documents for their users.

    Attributes:
        one: Returns the document if that user may know of it.
        begin: Marks the record as being deleted and starts the state machine; may be repeated.
    """

    one: Callable[[UserId, WorkspaceId, DocumentId], Document]
    inbox: Inbox
    begin: Callable[[WorkspaceId, DocumentId], object]

    def __call__(self, user_id: UserId, workspace_id: WorkspaceId, document_id: DocumentId) -> Document:
        """Returns the record as it is now. Raises NotFound or Forbidden."""
        stored = self.one(user_id, workspace_id, document_id)
        # The mark comes first: the event that the removal causes then finds the work under way.
        self.begin(workspace_id, document_id)
        self.inbox.remove(workspace_id, stored.path)
        return stored
