"""Feedback of users on answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from genai_core.domain.identifiers import RunId, UserId, WorkspaceId


@dataclass(frozen=True, slots=True)
class Feedback:
    """One user's feedback on one run; a second one replaces the first.

    Attributes:
        created_at: RFC 3339, UTC.
    """

    user_id: UserId
    run_id: RunId
    workspace_id: WorkspaceId
    rating: Literal["up", "down"]
    created_at: str
    comment: str = ""
