"""The deleted workspaces whose traces have not been erased yet."""

from __future__ import annotations

from typing import Protocol

from genai_core.domain.identifiers import WorkspaceId


class DeletedWorkspaces(Protocol):
    """Keeps the ids of deleted workspaces, which nothing else leads to any more."""

    def note(self, workspace_id: WorkspaceId, at: str) -> None:
        """Keeps that it is deleted since `at` (RFC 3339, UTC); may be repeated."""
        ...

    def noted_before(self, at: str) -> list[WorkspaceId]:
        """Returns those that are deleted since before `at`, the earliest first."""
        ...

    def forget(self, workspace_id: WorkspaceId) -> None:
        """Removes the note; may be repeated."""
        ...
