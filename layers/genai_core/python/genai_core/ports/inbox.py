"""The inbox: where documents are dropped."""

from __future__ import annotations

from typing import Protocol

from genai_core.domain.identifiers import WorkspaceId


class Inbox(Protocol):
    """The files that users dropped, by workspace and path."""

    def remove(self, workspace_id: WorkspaceId, path: str) -> None:
        """Removes exactly this file; may be repeated."""
        ...
