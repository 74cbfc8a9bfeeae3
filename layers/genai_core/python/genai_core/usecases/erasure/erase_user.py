"""Erases a user: their workspaces, their memberships and invitations, and every record that names them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from genai_core.domain.email_addresses import EmailAddress
from genai_core.domain.identifiers import UserId, WorkspaceId
from genai_core.ports.workspace_store import WorkspaceStore
from genai_core.usecases.erasure.sweep import Sweep


@dataclass(frozen=True, slots=True)
class EraseUser:
    """Erases users' data; the account itself is deleted in the user pool.

    Attributes:
        delete_workspace: Begins the deletion of a workspace that the user owns, with its documents.
    """

    workspaces: WorkspaceStore
    delete_workspace: Callable[[UserId, WorkspaceId], object]
    sweep: Sweep

    def __call__(self, user_id: UserId, email: EmailAddress | None = None) -> dict[str, int]:
        """Returns the number of erased records by store; may be repeated.

        Args:
            email: The user's address, because an unanswered invitation may contain nothing else of them.

        Raises:
            InvalidInput: It cannot be the id of a user.
            Conflict: A workspace was changed in the meantime; repeat the call.
        """
        erased: Counter[str] = Counter()
        of_user = {
            each.workspace_id: each
            for each in (*self.workspaces.visible_to(user_id), *self.workspaces.inviting(user_id, email))
        }
        for workspace in of_user.values():
            if workspace.owner == user_id:
                self.delete_workspace(user_id, workspace.workspace_id)
                erased.update(self.sweep(workspace.workspace_id))
                continue
            self.workspaces.update(workspace.without(user_id, email))
            if email in workspace.invited_emails:
                erased["invitations by address"] += 1
        erased.update(self.sweep(user_id))
        return dict(erased)

    def invitations(self, user_id: UserId, email: EmailAddress | None = None) -> list[WorkspaceId]:
        """Returns the workspaces with an unanswered invitation of the user, by id or address."""
        return [each.workspace_id for each in self.workspaces.inviting(user_id, email)]
