"""Erases a user: their workspaces, their place in those of others, and every record that names them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from genai_core.domain.identifiers import UserId, WorkspaceId
from genai_core.ports.workspace_store import WorkspaceStore
from genai_core.usecases.erasure.sweep import Sweep


@dataclass(frozen=True, slots=True)
class EraseUser:
    """Erases users; the account itself is deleted in the user pool.

    Attributes:
        delete_workspace: Begins the deletion of a workspace that the user owns, with its documents.
    """

    workspaces: WorkspaceStore
    delete_workspace: Callable[[UserId, WorkspaceId], object]
    sweep: Sweep

    def __call__(self, user_id: UserId) -> dict[str, int]:
        """Returns how many records went, by place; may be repeated.

        Raises:
            InvalidInput: It cannot be the id of a user.
            Conflict: A workspace changed meanwhile; repeat.
        """
        erased: Counter[str] = Counter()
        for workspace in [*self.workspaces.visible_to(user_id), *self.workspaces.inviting(user_id)]:
            if workspace.owner == user_id:
                self.delete_workspace(user_id, workspace.workspace_id)
                erased.update(self.sweep(workspace.workspace_id))
                continue
            self.workspaces.update(workspace.without(user_id))
        erased.update(self.sweep(user_id))
        return dict(erased)
