"""An inbox of file names."""

from __future__ import annotations

from genai_core.adapters.memory.blob_store import MemoryBlobStore
from genai_core.domain.identifiers import WorkspaceId
from genai_core.domain.ingestion.uploads import inbox_key


class MemoryInbox:
    """Keeps the names of files.

    Args:
        blobs: The store of their bytes, if there is one.

    Attributes:
        files: Workspace and path of each file.
    """

    def __init__(self, blobs: MemoryBlobStore | None = None) -> None:
        self._blobs = blobs
        self.files: set[tuple[WorkspaceId, str]] = set()

    def drop(self, workspace_id: WorkspaceId, path: str) -> None:
        """Adds a file."""
        self.files.add((workspace_id, path))

    def remove(self, workspace_id: WorkspaceId, path: str) -> None:
        self.files.discard((workspace_id, path))
        if self._blobs:
            self._blobs.remove(inbox_key(workspace_id, path))
