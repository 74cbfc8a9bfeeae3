"""The response cache: what a model said to the very same request a while ago."""

from __future__ import annotations

from typing import Protocol

from genai_core.domain.generation.response_keys import CachedResponse
from genai_core.domain.identifiers import WorkspaceId


class ResponseCache(Protocol):
    """Keeps answers per workspace; times are seconds since the epoch, given by the caller.

    Raises:
        Unavailable: It cannot be read or written now; a call may go on without it.
    """

    def read(self, workspace_id: WorkspaceId, key: str, *, now: float) -> CachedResponse | None:
        """Returns what that workspace keeps under the key; None if nothing is, or no longer."""
        ...

    def write(self, workspace_id: WorkspaceId, key: str, response: CachedResponse, *, until: float) -> None:
        """Keeps a response up to that time, in place of any other under the key; may be repeated."""
        ...
