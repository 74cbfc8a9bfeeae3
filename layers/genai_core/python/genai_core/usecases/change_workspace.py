"""Changes a workspace's name, defaults and members."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from genai_core.domain.answers import Mode
from genai_core.domain.identifiers import ModelId, UserId, WorkspaceId
from genai_core.domain.workspaces import Engine, Workspace
from genai_core.errors import Conflict, InvalidInput
from genai_core.ports.model_catalogue import ModelCatalogue
from genai_core.ports.workspace_store import WorkspaceStore
from genai_core.usecases.create_workspace import checked_members, checked_name


@dataclass(frozen=True, slots=True)
class WorkspaceChange:
    """What to change; None leaves it as it is.

    Attributes:
        engine: Begins to move the workspace there; searches go on meanwhile.
        revision: The one that was read; None takes the newest, whoever changed it meanwhile.
    """

    name: str | None = None
    mode: Mode | None = None
    models: tuple[ModelId, ...] | None = None
    members: tuple[UserId, ...] | None = None
    engine: Engine | None = None
    revision: int | None = None


@dataclass(frozen=True, slots=True)
class ChangeWorkspace:
    """Changes workspaces; only the owner may.

    Attributes:
        begin_move: Begins to move one to another engine.
    """

    workspaces: WorkspaceStore
    catalogue: ModelCatalogue
    begin_move: Callable[[Workspace, Engine], Workspace]

    def __call__(self, user_id: UserId, workspace_id: WorkspaceId, change: WorkspaceChange) -> Workspace:
        """Returns the workspace after the change.

        Raises:
            NotFound, Forbidden: There is none, or the user does not own it.
            InvalidInput: A value cannot be taken.
            Conflict: Somebody changed it since `revision`.
        """
        stored = self.workspaces.get(workspace_id)
        stored.require_owner(user_id)
        if change.revision not in (None, stored.revision):
            raise Conflict(
                f"workspace {workspace_id!r} is at revision {stored.revision}, not {change.revision}",
                remedy="Read it again and repeat the change.",
            )
        if change.models is not None:
            self._check_models(change.models)
        changed = self.workspaces.update(
            replace(
                stored,
                name=stored.name if change.name is None else checked_name(change.name),
                mode=change.mode or stored.mode,
                models=stored.models if change.models is None else change.models,
                members=stored.members
                if change.members is None
                else checked_members(change.members, owner=stored.owner),
            )
        )
        return changed if change.engine is None else self.begin_move(changed, change.engine)

    def add_member(self, user_id: UserId, workspace_id: WorkspaceId, member: UserId) -> Workspace:
        """Adds one member; nothing changes where it is one already."""
        members = self.workspaces.get(workspace_id).members
        return self(user_id, workspace_id, WorkspaceChange(members=(*members, member)))

    def remove_member(self, user_id: UserId, workspace_id: WorkspaceId, member: UserId) -> Workspace:
        """Removes one member; nothing changes where it is none."""
        members = self.workspaces.get(workspace_id).members
        left = tuple(known for known in members if known != member)
        return self(user_id, workspace_id, WorkspaceChange(members=left))

    def _check_models(self, models: tuple[ModelId, ...]) -> None:
        known = {spec.model_id for spec in self.catalogue.models()}
        for model in models:
            if model not in known:
                raise InvalidInput(
                    f"there is no model {model!r}", remedy=f"Choose from {', '.join(sorted(known))}."
                )
