"""Port: a cache of models' answers."""

from __future__ import annotations

from typing import Protocol

from genai_core.domain.generation.response_keys import CachedResponse
from genai_core.domain.identifiers import WorkspaceId


class ResponseCache(Protocol):
    """Caches answers per workspace; the caller gives times, in seconds since the epoch.

    Raises:
        Unavailable: The cache cannot be read or written now; calls may continue without it.
    """

    def read(self, workspace_id: WorkspaceId, key: str, *, now: float) -> CachedResponse | None:
        """Returns the cached answer of the workspace; None if there is none or it has expired."""
        ...

    def write(self, workspace_id: WorkspaceId, key: str, response: CachedResponse, *, until: float) -> None:
        """Caches an answer until that time, replacing any other of the key; may be repeated."""
        ...
