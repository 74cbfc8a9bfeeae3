"""Port: deleted workspaces whose data is not fully erased yet."""

from __future__ import annotations

from typing import Protocol

from genai_core.domain.identifiers import WorkspaceId


class DeletedWorkspaces(Protocol):
    """Stores the ids of deleted workspaces, which no other record has any more."""

    def note(self, workspace_id: WorkspaceId, at: str) -> None:
        """Records that the workspace was deleted at `at` (RFC 3339, UTC); may be repeated."""
        ...

    def noted_before(self, at: str) -> list[WorkspaceId]:
        """Returns the workspaces that were deleted before `at`, the earliest first."""
        ...

    def forget(self, workspace_id: WorkspaceId) -> None:
        """Deletes the record; may be repeated."""
        ...
