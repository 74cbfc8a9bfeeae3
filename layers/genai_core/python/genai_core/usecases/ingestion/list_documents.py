"""List a workspace's documents, a page at a time."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from itertools import islice

from genai_core.domain.identifiers import DocumentId, UserId, WorkspaceId
from genai_core.domain.ingestion.document_history import history_for
from genai_core.domain.ingestion.documents import Document
from genai_core.domain.permissions import Permission, Role, document_roles, permits, require, workspace_roles
from genai_core.domain.protocol.document_details import DocumentHistory
from genai_core.domain.protocol.documents import MAX_PAGE
from genai_core.domain.workspaces import Workspace
from genai_core.errors import InvalidInput, NotFound
from genai_core.ports.document_store import DocumentStore
from genai_core.ports.workspace_store import WorkspaceStore


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """Documents, newest first; pass `next` as `after` to get the next page, None at the end."""

    documents: tuple[Document, ...]
    next: DocumentId | None = None


@dataclass(frozen=True, slots=True)
class ListDocuments:
    """Lists and reads documents for those who may read the workspace."""

    workspaces: WorkspaceStore
    documents: DocumentStore

    def __call__(
        self, user_id: UserId, workspace_id: WorkspaceId, *, limit: int = 200, after: DocumentId | None = None
    ) -> DocumentPage:
        """Returns a page. Raises NotFound, Forbidden, or InvalidInput for a limit outside 1 to 1000."""
        workspace = self.workspaces.get(workspace_id)
        require("list documents", user_id, workspace)
        if not 1 <= limit <= MAX_PAGE:
            raise InvalidInput(f"limit is {limit!r}", remedy=f"It must be 1 to {MAX_PAGE}.")
        start = self._start(workspace, user_id, after) if after else None
        if after and start is None:
            return DocumentPage(())
        # The store begins after that document: reading all before it made long lists slow.
        documents = self.documents.in_workspace(workspace_id, after=start)
        page = list(islice(filter(partial(_shown, workspace, user_id), documents), limit + 1))
        following = page[limit - 1].document_id if len(page) > limit else None
        return DocumentPage(tuple(page[:limit]), following)

    def _start(self, workspace: Workspace, user_id: UserId, after: DocumentId) -> Document | None:
        """Returns the document that the page follows; None if the user sees no such document."""
        documents = self.documents.some(workspace.workspace_id, [after])
        return next(filter(partial(_shown, workspace, user_id), documents), None)

    def document(
        self,
        user_id: UserId,
        workspace_id: WorkspaceId,
        document_id: DocumentId,
        permission: Permission = "read document",
    ) -> Document:
        """Returns one document if the user has the permission. Raises NotFound or Forbidden."""
        workspace = self.workspaces.get(workspace_id)
        require("list documents", user_id, workspace)
        document = self.documents.get(workspace_id, document_id)
        if not permits(permission, document_roles(user_id, workspace, document)):
            # For other users it does not exist: they must not learn that it does.
            raise NotFound(
                f"there is no document {document_id!r} in workspace {workspace_id!r}",
                remedy="List the workspace's documents.",
            )
        return document

    def history(self, user_id: UserId, workspace_id: WorkspaceId, document_id: DocumentId) -> DocumentHistory:
        """Returns what happened to one document. Raises NotFound or Forbidden."""
        document = self.document(user_id, workspace_id, document_id)
        roles = workspace_roles(user_id, self.workspaces.get(workspace_id))
        return history_for(user_id, document, is_owner=Role.OWNER in roles)


def _shown(workspace: Workspace, user_id: UserId, document: Document) -> bool:
    return permits("read document", document_roles(user_id, workspace, document))
