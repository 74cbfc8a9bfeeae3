"""Conversations: one item per message, so that a session never outgrows its record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from genai_core.domain.identifiers import SessionId, UserId, WorkspaceId


@dataclass(frozen=True, slots=True)
class SessionSummary:
    """A conversation in a list; times are RFC 3339, UTC."""

    session_id: SessionId
    workspace_id: WorkspaceId
    title: str
    created_at: str
    updated_at: str
    message_count: int


@dataclass(frozen=True, slots=True)
class SessionMessage:
    """One turn as recorded; `answer` holds the `done` frame's payload of an assistant's turn."""

    session_id: SessionId
    workspace_id: WorkspaceId
    user_id: UserId
    role: Literal["user", "assistant"]
    text: str
    created_at: str
    run_id: str = ""
    answer: dict[str, Any] | None = None
