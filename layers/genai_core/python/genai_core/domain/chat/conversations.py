"""Conversations: one item per message, so that no session exceeds an item's size limit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from genai_core.domain.identifiers import SessionId, UserId, WorkspaceId
from genai_core.errors import Conflict, InvalidInput, NotFound


@dataclass(frozen=True, slots=True)
class SessionSummary:
    """A conversation in a list; times are RFC 3339, UTC."""

    session_id: SessionId
    workspace_id: WorkspaceId
    title: str
    created_at: str
    updated_at: str
    message_count: int
    is_shared: bool = False


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


TITLE_CHARS = 80


def turn_order(message: SessionMessage) -> tuple[str, int]:
    """Sorts messages oldest first; within one instant the question comes before its answer."""
    return message.created_at, 0 if message.role == "user" else 1


def message_position(message: SessionMessage) -> str:
    """Returns where a message is in its session; positions sort as `turn_order`, then by run."""
    at, rank = turn_order(message)
    return f"{at}#{rank}#{message.run_id}"


def turn_id(message: SessionMessage) -> str:
    """Returns a turn's key, so that recording it again replaces it; without a run its time is the key."""
    return f"{message.run_id or message.created_at}#{message.role}"


def session_title(text: str) -> str:
    """Names a session by its first message, on one line, cut at a word."""
    line = " ".join(text.split())
    if len(line) <= TITLE_CHARS:
        return line
    return line[:TITLE_CHARS].rsplit(" ", 1)[0] + "…"


def given_title(text: str) -> str:
    """Returns a user's title on one line. Raises InvalidInput if nothing is left of it."""
    title = " ".join(text.split())
    if not title:
        raise InvalidInput(f"the title is {text!r}", remedy="Give the conversation a name.")
    return title


def no_session(session_id: SessionId) -> NotFound:
    """Returns the error that a user has no such session."""
    return NotFound(f"there is no session {session_id!r:.80}", remedy="List your sessions.")


def shared_already(session_id: SessionId) -> Conflict:
    """Returns the error that another user shares a session of this id: links to it are ambiguous."""
    return Conflict(
        f"another user shares a conversation with the id {session_id!r:.80}",
        remedy="Ask your question in a new conversation and share that one.",
    )


def summarise(
    messages: Sequence[SessionMessage], title: str | None = None, *, is_shared: bool = False
) -> SessionSummary:
    """Returns the summary of a session's messages, given oldest first and at least one.

    Args:
        title: The user's title; None to name it by its first message.
    """
    first, last = messages[0], messages[-1]
    return SessionSummary(
        session_id=first.session_id,
        workspace_id=first.workspace_id,
        title=session_title(first.text) if title is None else title,
        created_at=first.created_at,
        updated_at=last.created_at,
        message_count=len(messages),
        is_shared=is_shared,
    )
