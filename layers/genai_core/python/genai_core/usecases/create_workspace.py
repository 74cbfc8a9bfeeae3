"""Creates a workspace."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from genai_core.domain.identifiers import UserId, WorkspaceId
from genai_core.domain.workspaces import Engine, Workspace
from genai_core.errors import InvalidInput
from genai_core.ports.clock import Clock
from genai_core.ports.workspace_store import WorkspaceStore

MAX_NAME_CHARS = 100
MAX_MEMBERS = 90
"""A change and its members are one transaction, which takes a hundred records."""


@dataclass(frozen=True, slots=True)
class CreateWorkspace:
    """Creates workspaces with a random id, so that nobody can guess another's.

    Attributes:
        engine: What new ones are searched by.
    """

    workspaces: WorkspaceStore
    clock: Clock
    engine: Engine = "postgresql"

    def __call__(self, user_id: UserId, name: str, members: tuple[UserId, ...] = ()) -> Workspace:
        """Returns the new workspace, owned by the user. Raises InvalidInput for an empty or long name."""
        workspace = Workspace(
            workspace_id=WorkspaceId(f"w-{secrets.token_hex(8)}"),
            name=checked_name(name),
            owner=user_id,
            created_at=self.clock.now().isoformat(),
            members=checked_members(members, owner=user_id),
            engine=self.engine,
        )
        self.workspaces.create(workspace)
        return workspace


def checked_name(name: str) -> str:
    """Returns the name on one line. Raises InvalidInput where it is empty or too long."""
    line = " ".join(name.split())
    if not 0 < len(line) <= MAX_NAME_CHARS:
        raise InvalidInput(
            f"the name is {name!r:.120}", remedy=f"It must have 1 to {MAX_NAME_CHARS} characters."
        )
    return line


def checked_members(members: tuple[UserId, ...], *, owner: UserId) -> tuple[UserId, ...]:
    """Returns the members once each, without the owner. Raises InvalidInput where there are too many."""
    named = tuple(dict.fromkeys(member for member in members if member and member != owner))
    if len(named) > MAX_MEMBERS:
        raise InvalidInput(f"{len(named)} members", remedy=f"A workspace has at most {MAX_MEMBERS}.")
    return named
