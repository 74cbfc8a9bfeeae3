"""Lists a user's invitations to workspaces, and accepts or declines one."""

from __future__ import annotations

from dataclasses import dataclass, replace

from genai_core.domain.callers import Caller
from genai_core.domain.identifiers import WorkspaceId
from genai_core.domain.permissions import Role, require, workspace_roles
from genai_core.domain.workspaces import Workspace
from genai_core.errors import Forbidden
from genai_core.ports.clock import Clock
from genai_core.ports.workspace_store import WorkspaceStore


@dataclass(frozen=True, slots=True)
class AnswerInvitation:
    """Answers invitations: nobody becomes a member of a workspace without accepting it.

    An invitation names a user's id or an e-mail address; an address counts only if the sign-in verified it.
    """

    workspaces: WorkspaceStore
    clock: Clock

    def pending(self, caller: Caller) -> list[Workspace]:
        """Returns the workspaces that invite the caller, newest first, without those they are in already."""
        now = self.clock.now()
        inviting = self.workspaces.inviting(caller.user_id, caller.email)
        return [
            each
            for each in (workspace.open_at(now) for workspace in inviting)
            if caller.user_id not in (each.owner, *each.members) and _is_invited(caller, each)
        ]

    def accept(self, caller: Caller, workspace_id: WorkspaceId) -> Workspace:
        """Returns the workspace, which has the caller among its members now; may be repeated.

        Raises:
            NotFound, Forbidden: There is none, or the caller is not invited, or no longer.
            Conflict: It was changed in the meantime; repeat the call.
        """
        stored = self.workspaces.get(workspace_id)
        require("accept invitation", caller.user_id, stored, email=caller.email)
        if caller.user_id in (stored.owner, *stored.members):
            return stored
        if not _is_invited(caller, stored.open_at(self.clock.now())):
            end = stored.invitation_end(caller.user_id, caller.email)
            raise Forbidden(
                f"the invitation to {workspace_id!r} ended at {end}",
                remedy="Ask the owner of the workspace to invite you again.",
            )
        joined = stored.without(caller.user_id, caller.email)
        return self.workspaces.update(replace(joined, members=(*joined.members, caller.user_id)))

    def decline(self, caller: Caller, workspace_id: WorkspaceId) -> Workspace:
        """Returns the workspace without the invitation, or without the member who leaves it.

        Raises:
            NotFound, Forbidden: There is none, or the caller is neither invited nor a member.
            Conflict: It was changed in the meantime; repeat the call.
        """
        stored = self.workspaces.get(workspace_id)
        is_member = caller.user_id in stored.members
        permission = "leave workspace" if is_member else "decline invitation"
        require(permission, caller.user_id, stored, email=caller.email)
        return self.workspaces.update(stored.without(caller.user_id, caller.email))


def _is_invited(caller: Caller, workspace: Workspace) -> bool:
    return Role.INVITED in workspace_roles(caller.user_id, workspace, email=caller.email)
