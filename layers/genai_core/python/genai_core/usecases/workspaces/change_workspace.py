"""Changes a workspace's name, defaults and members."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

from genai_core.domain.identifiers import EncoderName, ModelId, UserId, WorkspaceId
from genai_core.domain.permissions import Permission, require
from genai_core.domain.protocol.outcomes import Mode
from genai_core.domain.workspaces import Engine, SearchBackend, Workspace
from genai_core.errors import Conflict, InvalidInput
from genai_core.ports.clock import Clock
from genai_core.ports.model_catalogue import ModelCatalogue
from genai_core.ports.workspace_store import WorkspaceStore
from genai_core.usecases.workspaces.create_workspace import INVITATIONS_LAST, checked_members, checked_name


@dataclass(frozen=True, slots=True)
class Change:
    """What to change; None leaves it as it is.

    Attributes:
        members: All who are to be members, by id; those who are not yet are invited, and an invitation of
            any other id is withdrawn. Invitations of e-mail addresses stay.
        engine, encoder: Begin to move the workspace there; searches continue during the move.
        revision: The one that was read; None changes the newest, whatever has changed since.
    """

    name: str | None = None
    mode: Mode | None = None
    models: tuple[ModelId, ...] | None = None
    members: tuple[UserId, ...] | None = None
    max_error: float | None = None
    engine: Engine | None = None
    encoder: EncoderName | None = None
    revision: int | None = None
    chunk_words: int | None = None
    chunk_overlap: int | None = None
    daily_tokens: int | None = None
    daily_cost_usd: float | None = None


@dataclass(frozen=True, slots=True)
class ChangeWorkspace:
    """Changes workspaces; only the owner may.

    Attributes:
        begin_move: Begins to move one to another backend.
        invitations_last: After so long an invitation that is not answered ends.
    """

    workspaces: WorkspaceStore
    catalogue: ModelCatalogue
    begin_move: Callable[[Workspace, SearchBackend], Workspace]
    clock: Clock
    invitations_last: timedelta = INVITATIONS_LAST

    def __call__(
        self,
        user_id: UserId,
        workspace_id: WorkspaceId,
        change: Change,
        permission: Permission = "change workspace",
    ) -> Workspace:
        """Returns the workspace after the change.

        Raises:
            NotFound, Forbidden: There is none, or the user does not own it.
            InvalidInput: A value is not valid.
            Conflict: Somebody changed it since `revision`.
        """
        now = self.clock.now()
        # Invitations that have ended are forgotten with the next change.
        stored = self.workspaces.get(workspace_id).open_at(now)
        require(permission, user_id, stored)
        if change.revision not in (None, stored.revision):
            raise Conflict(
                f"workspace {workspace_id!r} is at revision {stored.revision}, not {change.revision}",
                remedy="Read it again and repeat the change.",
            )
        if change.models is not None:
            self._check_models(change.models)
        members, invited = _people(stored, change.members)
        chunk_words, chunk_overlap = _chunk_sizes(stored, change)
        changed = self.workspaces.update(
            replace(
                stored,
                name=stored.name if change.name is None else checked_name(change.name),
                mode=change.mode or stored.mode,
                models=stored.models if change.models is None else change.models,
                max_error=stored.max_error if change.max_error is None else change.max_error,
                daily_tokens=stored.daily_tokens if change.daily_tokens is None else change.daily_tokens,
                daily_cost_usd=(
                    stored.daily_cost_usd if change.daily_cost_usd is None else change.daily_cost_usd
                ),
                members=members,
                invited=invited,
                chunk_words=chunk_words,
                chunk_overlap=chunk_overlap,
            ).inviting_until(now + self.invitations_last)
        )
        if change.engine is None and change.encoder is None:
            return changed
        backend = SearchBackend(change.engine or changed.engine, change.encoder or changed.encoder)
        return self.begin_move(changed, backend)

    def add_member(self, user_id: UserId, workspace_id: WorkspaceId, member: UserId) -> Workspace:
        """Invites one user; nothing changes if that user is a member or invited already."""
        stored = self.workspaces.get(workspace_id).open_at(self.clock.now())
        wanted = (*stored.members, *stored.invited, member)
        return self(user_id, workspace_id, Change(members=wanted), "invite member")

    def remove_member(self, user_id: UserId, workspace_id: WorkspaceId, member: UserId) -> Workspace:
        """Removes one member or invitation; nothing changes if there is none."""
        stored = self.workspaces.get(workspace_id)
        remaining = tuple(other for other in (*stored.members, *stored.invited) if other != member)
        return self(user_id, workspace_id, Change(members=remaining), "remove member")

    def _check_models(self, models: tuple[ModelId, ...]) -> None:
        model_ids = {spec.model_id for spec in self.catalogue.models()}
        for model in models:
            if model not in model_ids:
                raise InvalidInput(
                    f"there is no model {model!r}", remedy=f"Choose from {', '.join(sorted(model_ids))}."
                )


def _people(
    stored: Workspace, wanted: tuple[UserId, ...] | None
) -> tuple[tuple[UserId, ...], tuple[UserId, ...]]:
    """Returns the members and the invited after the change: users become members only by accepting."""
    if wanted is None:
        return stored.members, stored.invited
    named = checked_members(
        wanted, owner=stored.owner, invited=stored.invited, further=len(stored.invited_emails)
    )
    members = tuple(user for user in named if user in stored.members)
    return members, tuple(user for user in named if user not in stored.members)


def _chunk_sizes(stored: Workspace, change: Change) -> tuple[int, int]:
    """Returns words and overlap of passages. Raises InvalidInput if neighbours would share more than half."""
    words = stored.chunk_words if change.chunk_words is None else change.chunk_words
    overlap = stored.chunk_overlap if change.chunk_overlap is None else change.chunk_overlap
    if not 0 <= 2 * overlap <= words:
        raise InvalidInput(
            f"chunk_overlap is {overlap!r} of {words!r} words",
            remedy=f"It must be 0 to {words // 2}, half of chunk_words.",
        )
    return words, overlap
