"""What `fuse_passages` is called with."""

from __future__ import annotations

from dataclasses import dataclass

from genai_core.domain.identifiers import WorkspaceId
from genai_core.domain.passages import Candidate


@dataclass(frozen=True, slots=True)
class Request:
    """What each leg found, None where it failed, and what is missing by now."""

    workspace_id: WorkspaceId
    text: str
    dense: tuple[Candidate, ...] | None
    lexical: tuple[Candidate, ...] | None
    limit: int
    degraded: tuple[str, ...] = ()
