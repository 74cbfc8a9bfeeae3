"""Port: workspaces."""

from __future__ import annotations

from typing import Protocol

from genai_core.domain.email_addresses import EmailAddress
from genai_core.domain.identifiers import UserId, WorkspaceId
from genai_core.domain.workspaces import Workspace


class WorkspaceStore(Protocol):
    """Stores one record per workspace; writes are conditional on the revision that was read."""

    def get(self, workspace_id: WorkspaceId) -> Workspace:
        """Returns the workspace. Raises NotFound if there is none."""
        ...

    def create(self, workspace: Workspace) -> None:
        """Creates the record. Raises Conflict if the id exists."""
        ...

    def update(self, workspace: Workspace) -> Workspace:
        """Writes the workspace if the stored revision equals `workspace.revision`; returns it with the next
        revision.

        Raises:
            NotFound: The workspace does not exist.
            Conflict: The workspace was changed meanwhile.
        """
        ...

    def delete(self, workspace_id: WorkspaceId) -> None:
        """Deletes the record; may be repeated."""
        ...

    def visible_to(self, user_id: UserId) -> list[Workspace]:
        """Returns the workspaces that the user owns or is a member of, newest first."""
        ...

    def inviting(self, user_id: UserId, email: EmailAddress | None = None) -> list[Workspace]:
        """Returns the workspaces with an open invitation of the user, or of that address, newest first."""
        ...
