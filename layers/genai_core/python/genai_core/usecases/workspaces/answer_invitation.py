"""Lets a user accept or decline an invitation to a workspace."""

from __future__ import annotations

from dataclasses import dataclass, replace

from genai_core.domain.identifiers import UserId, WorkspaceId
from genai_core.domain.permissions import require
from genai_core.domain.workspaces import Workspace
from genai_core.ports.workspace_store import WorkspaceStore


@dataclass(frozen=True, slots=True)
class AnswerInvitation:
    """Answers invitations: nobody gets a workspace among theirs that they did not accept."""

    workspaces: WorkspaceStore

    def accept(self, user_id: UserId, workspace_id: WorkspaceId) -> Workspace:
        """Returns the workspace, which has the user among its members now; may be repeated.

        Raises:
            NotFound, Forbidden: There is none, or the user is not invited.
            Conflict: Somebody changed it meanwhile; repeat.
        """
        stored = self.workspaces.get(workspace_id)
        require("accept invitation", user_id, stored)
        if user_id in stored.members:
            return stored
        return self.workspaces.update(replace(stored.without(user_id), members=(*stored.members, user_id)))

    def decline(self, user_id: UserId, workspace_id: WorkspaceId) -> Workspace:
        """Returns the workspace as it is without the invitation, or without the member who leaves it.

        Raises:
            NotFound, Forbidden: There is none, or the user is neither invited nor a member.
            Conflict: Somebody changed it meanwhile; repeat.
        """
        stored = self.workspaces.get(workspace_id)
        is_member = user_id in stored.members
        require("leave workspace" if is_member else "decline invitation", user_id, stored)
        return self.workspaces.update(stored.without(user_id))
