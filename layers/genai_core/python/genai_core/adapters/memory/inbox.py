"""An inbox that keeps names."""

from __future__ import annotations

from genai_core.domain.identifiers import WorkspaceId


class MemoryInbox:
    """Keeps which files lie in it.

    Attributes:
        files: Workspace and path of each.
    """

    def __init__(self) -> None:
        self.files: set[tuple[WorkspaceId, str]] = set()

    def drop(self, workspace_id: WorkspaceId, path: str) -> None:
        """Puts a file in."""
        self.files.add((workspace_id, path))

    def remove(self, workspace_id: WorkspaceId, path: str) -> None:
        self.files.discard((workspace_id, path))
