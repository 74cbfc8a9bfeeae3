"""An inbox that keeps names."""

from __future__ import annotations

from genai_core.adapters.memory.blob_store import MemoryBlobStore
from genai_core.domain.identifiers import WorkspaceId
from genai_core.domain.ingestion.uploads import inbox_key


class MemoryInbox:
    """Keeps which files lie in it.

    Args:
        blobs: Where their bytes are, if they are anywhere.

    Attributes:
        files: Workspace and path of each.
    """

    def __init__(self, blobs: MemoryBlobStore | None = None) -> None:
        self._blobs = blobs
        self.files: set[tuple[WorkspaceId, str]] = set()

    def drop(self, workspace_id: WorkspaceId, path: str) -> None:
        """Puts a file in."""
        self.files.add((workspace_id, path))

    def remove(self, workspace_id: WorkspaceId, path: str) -> None:
        self.files.discard((workspace_id, path))
        if self._blobs:
            self._blobs.remove(inbox_key(workspace_id, path))
