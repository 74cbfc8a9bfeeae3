"""The workspace store."""

from __future__ import annotations

from typing import Protocol

from genai_core.domain.email_addresses import EmailAddress
from genai_core.domain.identifiers import UserId, WorkspaceId
from genai_core.domain.workspaces import Workspace


class WorkspaceStore(Protocol):
    """Keeps one record per workspace; writes are conditional on the revision that was read."""

    def get(self, workspace_id: WorkspaceId) -> Workspace:
        """Returns it. Raises NotFound if there is none."""
        ...

    def create(self, workspace: Workspace) -> None:
        """Raises Conflict if the id is taken."""
        ...

    def update(self, workspace: Workspace) -> Workspace:
        """Writes it where the stored revision equals `workspace.revision`, and returns it with the next.

        Raises:
            NotFound: It is gone.
            Conflict: Somebody changed it meanwhile.
        """
        ...

    def delete(self, workspace_id: WorkspaceId) -> None:
        """Removes the record; may be repeated."""
        ...

    def visible_to(self, user_id: UserId) -> list[Workspace]:
        """Returns those the user owns or is a member of, newest first."""
        ...

    def inviting(self, user_id: UserId, email: EmailAddress | None = None) -> list[Workspace]:
        """Returns those that invite the user, or that address, and got no answer yet; newest first."""
        ...
