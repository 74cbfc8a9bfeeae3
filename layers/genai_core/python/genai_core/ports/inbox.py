"""Port: uploaded files."""

from __future__ import annotations

from typing import Protocol

from genai_core.domain.identifiers import WorkspaceId


class Inbox(Protocol):
    """The uploaded files, by workspace and path."""

    def remove(self, workspace_id: WorkspaceId, path: str) -> None:
        """Deletes exactly this file; may be repeated."""
        ...
