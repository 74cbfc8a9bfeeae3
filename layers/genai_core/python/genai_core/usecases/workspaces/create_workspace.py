"""Creates a workspace."""

from __future__ import annotations

import re
import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta

from genai_core.domain.callers import Caller, WorkspaceCreators
from genai_core.domain.identifiers import DEFAULT_ENCODER, EncoderName, UserId, WorkspaceId
from genai_core.domain.permissions import deployment_roles, permits, require_in_deployment
from genai_core.domain.protocol.workspaces import MAX_MEMBERS, MAX_NAME_CHARS
from genai_core.domain.text.visible_text import visible_text
from genai_core.domain.workspaces import Engine, Workspace
from genai_core.errors import InvalidInput
from genai_core.ports.clock import Clock
from genai_core.ports.workspace_store import WorkspaceStore
from genai_core.usecases.workspaces.begin_move import require_known

INVITATIONS_LAST = timedelta(days=14)
_USER_ID = re.compile(r"[A-Za-z0-9_-]{1,128}")
"""Ids are of the user pool. Whatever else were kept could not be erased by id."""


@dataclass(frozen=True, slots=True)
class CreateWorkspace:
    """Creates workspaces with a random id, so that nobody can guess another's.

    Attributes:
        engine: The search engine of new workspaces.
        encoders: All of this deployment; new workspaces have the first unless another is asked for.
        invitations_last: After so long an invitation that is not answered ends.
        creators: Who may create workspaces.
    """

    workspaces: WorkspaceStore
    clock: Clock
    engine: Engine = "postgresql"
    encoders: Sequence[EncoderName] = (DEFAULT_ENCODER,)
    invitations_last: timedelta = INVITATIONS_LAST
    creators: WorkspaceCreators = "everyone"

    def __call__(
        self,
        caller: Caller,
        name: str,
        members: tuple[UserId, ...] = (),
        encoder: EncoderName | None = None,
    ) -> Workspace:
        """Returns the new workspace, owned by the caller; those named as members are invited.

        Raises:
            Forbidden: In this deployment only workspace managers create workspaces.
            InvalidInput: The name is empty or too long, or this deployment has no such encoder.
        """
        require_in_deployment("create workspace", caller, self.creators)
        chosen = encoder or self.encoders[0]
        require_known("encoder", chosen, self.encoders)
        now = self.clock.now()
        workspace = Workspace(
            workspace_id=WorkspaceId(f"w-{secrets.token_hex(8)}"),
            name=checked_name(name),
            owner=caller.user_id,
            created_at=now.isoformat(),
            invited=checked_members(members, owner=caller.user_id),
            engine=self.engine,
            encoder=chosen,
        ).inviting_until(now + self.invitations_last)
        self.workspaces.create(workspace)
        return workspace

    def is_allowed(self, caller: Caller) -> bool:
        """Returns whether the caller may create workspaces in this deployment."""
        return permits("create workspace", deployment_roles(caller, self.creators))


def checked_name(name: str) -> str:
    """Returns the name on one line. Raises InvalidInput if it is empty or too long."""
    line = " ".join(visible_text(name).split())
    if not 0 < len(line) <= MAX_NAME_CHARS:
        raise InvalidInput(
            f"the name is {name!r:.120}", remedy=f"It must have 1 to {MAX_NAME_CHARS} characters."
        )
    return line


def checked_members(
    members: tuple[UserId, ...], *, owner: UserId, invited: Collection[UserId] = (), further: int = 0
) -> tuple[UserId, ...]:
    """Returns each member once, without the owner.

    Args:
        invited: Users who are invited already, in any form of their id.
        further: Number of other invitations, which count too.

    Raises:
        InvalidInput: There are too many, or one is an e-mail address or not a valid id.
    """
    named = tuple(dict.fromkeys(member for member in members if member and member != owner))
    if any("@" in member for member in named if member not in invited):
        raise InvalidInput(
            "a member is named by an e-mail address, not by an id",
            remedy="Invite addresses with POST /workspaces/{workspace_id}/invitations.",
        )
    for member in named:
        if member not in invited and not _USER_ID.fullmatch(member):
            raise InvalidInput(
                f"{member!r:.80} cannot be the id of a user",
                remedy="Users see their id with `quorum workspace invitations`; or invite an e-mail address.",
            )
    if len(named) + further > MAX_MEMBERS:
        raise InvalidInput(
            f"there would be {len(named) + further} members",
            remedy=f"A workspace has at most {MAX_MEMBERS}.",
        )
    return named
