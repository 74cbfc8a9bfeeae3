"""Invites the user of an e-mail address to a workspace, and withdraws such an invitation."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from genai_core.domain.callers import Caller
from genai_core.domain.email_addresses import email_address
from genai_core.domain.identifiers import WorkspaceId
from genai_core.domain.permissions import require
from genai_core.domain.protocol.workspaces import MAX_MEMBERS
from genai_core.domain.workspaces import Workspace
from genai_core.errors import InvalidInput
from genai_core.ports.clock import Clock
from genai_core.ports.workspace_store import WorkspaceStore
from genai_core.usecases.workspaces.create_workspace import INVITATIONS_LAST


@dataclass(frozen=True, slots=True)
class InviteAddress:
    """Stores invitations by address.

    No account is looked up, so that the result never shows whether an address has one.
    """

    workspaces: WorkspaceStore
    clock: Clock
    invitations_last: timedelta = INVITATIONS_LAST

    def invite(self, caller: Caller, workspace_id: WorkspaceId, address: str) -> Workspace:
        """Returns the workspace with the invitation; nothing changes if there is an open one already.

        Raises:
            InvalidInput: It is not an address, or the workspace has as many people as it can have.
            NotFound, Forbidden: There is no such workspace, or the caller does not own it.
            Conflict: It was changed in the meantime; repeat the call.
        """
        now = self.clock.now()
        stored = self.workspaces.get(workspace_id).open_at(now)
        require("invite member", caller.user_id, stored)
        email = email_address(address)
        if email == caller.email or email in stored.invited_emails:
            return stored
        if stored.people >= MAX_MEMBERS:
            raise InvalidInput(
                f"there would be there would be {stored.people + 1} members and invitations",
                remedy=f"A workspace has at most {MAX_MEMBERS}; remove one first.",
            )
        inviting = replace(stored, invited_emails=(*stored.invited_emails, email))
        return self.workspaces.update(inviting.inviting_until(now + self.invitations_last))

    def withdraw(self, caller: Caller, workspace_id: WorkspaceId, address: str) -> Workspace:
        """Returns the workspace without the invitation; nothing changes if there is none.

        Raises:
            InvalidInput: It is not an address.
            NotFound, Forbidden: There is no such workspace, or the caller does not own it.
            Conflict: It was changed in the meantime; repeat the call.
        """
        stored = self.workspaces.get(workspace_id)
        require("remove member", caller.user_id, stored)
        email = email_address(address)
        changed = replace(
            stored,
            invited_emails=tuple(known for known in stored.invited_emails if known != email),
            invited_until={name: end for name, end in stored.invited_until.items() if name != email},
            # Before invitations by address existed, some owners gave an address as an id.
            invited=tuple(known for known in stored.invited if known.lower() != email),
        )
        return stored if changed == stored else self.workspaces.update(changed)
