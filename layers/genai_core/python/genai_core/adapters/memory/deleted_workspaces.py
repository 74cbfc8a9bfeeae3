"""Deleted workspaces in a dictionary."""

from __future__ import annotations

from genai_core.domain.identifiers import WorkspaceId


class MemoryDeletedWorkspaces:
    """Keeps records for the life of the process."""

    def __init__(self) -> None:
        self._noted: dict[WorkspaceId, str] = {}

    def note(self, workspace_id: WorkspaceId, at: str) -> None:
        self._noted[workspace_id] = at

    def noted_before(self, at: str) -> list[WorkspaceId]:
        noted = sorted((moment, workspace_id) for workspace_id, moment in self._noted.items() if moment < at)
        return [workspace_id for _, workspace_id in noted]

    def forget(self, workspace_id: WorkspaceId) -> None:
        self._noted.pop(workspace_id, None)
