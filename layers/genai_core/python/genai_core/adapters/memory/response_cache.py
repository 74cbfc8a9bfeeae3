"""Responses in a dictionary."""

from __future__ import annotations

from genai_core.domain.generation.response_keys import CachedResponse
from genai_core.domain.identifiers import WorkspaceId


class MemoryResponseCache:
    """Keeps responses for the life of the process."""

    def __init__(self) -> None:
        self._kept: dict[tuple[WorkspaceId, str], tuple[CachedResponse, float]] = {}

    def read(self, workspace_id: WorkspaceId, key: str, *, now: float) -> CachedResponse | None:
        response, until = self._kept.get((workspace_id, key), (None, 0.0))
        return response if now < until else None

    def write(self, workspace_id: WorkspaceId, key: str, response: CachedResponse, *, until: float) -> None:
        self._kept[workspace_id, key] = response, until
