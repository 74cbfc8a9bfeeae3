"""What `search_dense` is called with."""

from __future__ import annotations

from dataclasses import dataclass

from genai_core.domain.identifiers import WorkspaceId


@dataclass(frozen=True, slots=True)
class Request:
    """Where to search, for what, and how deep."""

    workspace_id: WorkspaceId
    text: str
    depth: int
