"""Workspaces: who may ask about which documents, and how."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from genai_core.domain.answers import Mode
from genai_core.domain.identifiers import ModelId, UserId, WorkspaceId
from genai_core.errors import Forbidden

Engine = Literal["postgresql", "opensearch", "store"]
"""What can search a workspace; `store` is the pluggable store that the deployment names, if any."""


@dataclass(frozen=True, slots=True)
class Move:
    """A workspace on its way to another engine.

    Attributes:
        move_id: Names this attempt; an earlier one sees that it is over.
        copied, total: Documents that are there, and all that there are.
    """

    engine: Engine
    move_id: str
    copied: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True)
class Workspace:
    """A set of documents with its owner, members and defaults.

    Attributes:
        created_at: RFC 3339, UTC.
        models: Default models; empty for the deployment's own.
        engine: What searches it. moving: Set while it is copied to another; None otherwise.
        revision: Grows by one with each change; a conditional write needs the one that was read.
    """

    workspace_id: WorkspaceId
    name: str
    owner: UserId
    created_at: str
    members: tuple[UserId, ...] = ()
    mode: Mode = "quorum"
    models: tuple[ModelId, ...] = ()
    engine: Engine = "postgresql"
    moving: Move | None = None
    revision: int = 1

    def require_reader(self, user: UserId) -> None:
        """Raises Forbidden unless `user` is the owner or a member."""
        if user != self.owner and user not in self.members:
            raise Forbidden(
                f"user {user!r} is not in workspace {self.workspace_id!r}",
                remedy="Ask its owner to add you as a member.",
            )

    def require_owner(self, user: UserId) -> None:
        """Raises Forbidden unless `user` is the owner."""
        if user != self.owner:
            raise Forbidden(
                f"user {user!r} does not own workspace {self.workspace_id!r}",
                remedy="Only its owner may do this.",
            )
