"""What `move_workspace` is called with."""

from __future__ import annotations

from dataclasses import dataclass

from genai_core.domain.identifiers import WorkspaceId


@dataclass(frozen=True, slots=True)
class Request:
    """The workspace, and the attempt that it is marked with."""

    workspace_id: WorkspaceId
    move_id: str
