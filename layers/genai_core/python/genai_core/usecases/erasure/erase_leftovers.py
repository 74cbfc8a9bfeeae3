"""Erases what deleted workspaces left, and says what could not be erased."""

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
"""Until then a deletion's own executions are at work: none lasts longer."""


@dataclass(frozen=True, slots=True)
class Leftovers:
    """What came of one round.

    Attributes:
        erased: Records and files that went.
        left: Keys of what still names a deleted workspace, by workspace.
        waiting: Deleted workspaces that this round had no time for.
    """

    workspaces: int = 0
    erased: int = 0
    left: dict[WorkspaceId, list[str]] = field(default_factory=dict[WorkspaceId, list[str]])
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class EraseLeftovers:
    """Sweeps all places for each workspace that is deleted for a day.

    Attributes:
        limit_s: No further workspace is begun after so long; the next round takes up what is left.
    """

    workspaces: WorkspaceStore
    deleted: DeletedWorkspaces
    sweep: Sweep
    clock: Clock
    limit_s: float

    def __call__(self) -> Leftovers:
        """Returns what was erased and what is left; may be repeated.

        A workspace is forgotten once nothing names it, so what is left is tried again.
        """
        started = self.clock.now()
        noted = self.deleted.noted_before((started - WAIT).isoformat())
        erased, done, left = 0, 0, dict[WorkspaceId, list[str]]()
        for workspace_id in noted:
            if (self.clock.now() - started).total_seconds() >= self.limit_s:
                break
            done += 1
            if self._is_there(workspace_id):
                # Its deletion broke off, and its owner may still want it.
                self.deleted.forget(workspace_id)
                continue
            erased += sum(self.sweep(workspace_id).values())
            found = [key for keys in self.sweep.find(workspace_id).values() for key in keys]
            if found:
                left[workspace_id] = found
                self.deleted.note(workspace_id, started.isoformat())
            else:
                self.deleted.forget(workspace_id)
        return Leftovers(done, erased, left, len(noted) - done)

    def _is_there(self, workspace_id: WorkspaceId) -> bool:
        try:
            self.workspaces.get(workspace_id)
        except NotFound:
            return False
        return True
