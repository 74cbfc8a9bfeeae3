"""Erase what deleted workspaces left, and report what could not be erased."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from genai_core.domain.identifiers import WorkspaceId
from genai_core.errors import NotFound
from genai_core.ports.clock import Clock
from genai_core.ports.deleted_workspaces import DeletedWorkspaces
from genai_core.ports.workspace_store import WorkspaceStore
from genai_core.usecases.erasure.sweep import Sweep

WAIT = timedelta(days=1)
"""Before that, the deletion's own executions may still be running; none lasts longer."""


@dataclass(frozen=True, slots=True)
class Leftovers:
    """The result of one round.

    Attributes:
        erased: Number of records and files that were erased.
        left: Keys of records that still name a deleted workspace, by workspace.
        waiting: Deleted workspaces that this round did not reach.
    """

    workspaces: int = 0
    erased: int = 0
    left: dict[WorkspaceId, list[str]] = field(default_factory=dict[WorkspaceId, list[str]])
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class EraseLeftovers:
    """Searches all stores for each workspace that was deleted at least a day ago.

    Attributes:
        limit_s: Seconds after which no further workspace is begun; the next round continues.
    """

    workspaces: WorkspaceStore
    deleted: DeletedWorkspaces
    sweep: Sweep
    clock: Clock
    limit_s: float

    def __call__(self) -> Leftovers:
        """Returns what was erased and what is left; may be repeated.

        The record of a deletion goes once nothing names the workspace, so anything left is tried again.
        """
        started = self.clock.now()
        noted = self.deleted.noted_before((started - WAIT).isoformat())
        erased, done, left = 0, 0, dict[WorkspaceId, list[str]]()
        for workspace_id in noted:
            if (self.clock.now() - started).total_seconds() >= self.limit_s:
                break
            done += 1
            if self._exists(workspace_id):
                # Its deletion was interrupted, and its owner may still want to keep it.
                self.deleted.forget(workspace_id)
                continue
            erased += sum(self.sweep(workspace_id).values())
            remaining = [key for keys in self.sweep.find(workspace_id).values() for key in keys]
            if remaining:
                left[workspace_id] = remaining
                self.deleted.note(workspace_id, started.isoformat())
            else:
                self.deleted.forget(workspace_id)
        return Leftovers(done, erased, left, len(noted) - done)

    def _exists(self, workspace_id: WorkspaceId) -> bool:
        try:
            self.workspaces.get(workspace_id)
        except NotFound:
            return False
        return True
