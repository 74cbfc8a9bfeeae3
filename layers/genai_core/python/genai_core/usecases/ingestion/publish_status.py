"""Tell the members of a workspace the status of a document."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Literal

from genai_core.domain.identifiers import DocumentId, WorkspaceId
from genai_core.domain.permissions import document_roles, permits
from genai_core.domain.protocol.codec import to_json
from genai_core.domain.protocol.status import DocumentStatus, DocumentStatusFrame
from genai_core.errors import NotFound
from genai_core.ports.connection_store import ConnectionStore
from genai_core.ports.document_store import DocumentStore
from genai_core.ports.event_sink import EventSink
from genai_core.ports.workspace_store import WorkspaceStore


@dataclass(frozen=True, slots=True)
class StatusEvent:
    """A document's new status, as the state machines publish it; `deleted` once nothing of it is left."""

    workspace_id: WorkspaceId
    document_id: DocumentId
    path: str
    status: DocumentStatus | Literal["deleted"]
    reason: str = ""
    step: str = ""
    chunk_count: int = 0
    page: int = 0
    page_count: int = 0

    def to_message(self) -> dict[str, Any]:
        """Returns the frame sent over the wire."""
        return to_json(
            DocumentStatusFrame(
                workspace_id=self.workspace_id,
                document_id=self.document_id,
                path=self.path,
                status=self.status,
                reason=self.reason,
                step=self.step,
                chunks=self.chunk_count,
                page=self.page,
                page_count=self.page_count,
            )
        )


@dataclass(frozen=True, slots=True)
class PublishStatus:
    """Sends status events to the connected members of the workspace."""

    workspaces: WorkspaceStore
    documents: DocumentStore
    connections: ConnectionStore
    sink: EventSink

    def __call__(self, event: StatusEvent) -> int:
        """Returns how many connections received it; none if the workspace is gone.

        Raises:
            Unavailable: The gateway cannot send it now.
        """
        try:
            workspace = self.workspaces.get(event.workspace_id)
        except NotFound:
            return 0
        try:
            document = self.documents.get(event.workspace_id, event.document_id)
        except NotFound:
            # Its former readers are unknown by now: the id, which reveals nothing, goes to all members.
            document, event = None, replace(event, path="")
        users = [
            user
            for user in dict.fromkeys((workspace.owner, *workspace.members))
            if document is None or permits("read document", document_roles(user, workspace, document))
        ]
        open_ones = [connection for user in users for connection in self.connections.connections(user)]
        return sum(self.sink.send(connection, event.to_message()) for connection in open_ones)
