"""Conversations in a dictionary."""

from __future__ import annotations

from threading import Lock

from genai_core.domain.chat.conversations import (
    SessionMessage,
    SessionSummary,
    summarise,
    turn_id,
    turn_order,
)
from genai_core.domain.identifiers import SessionId, UserId


class MemoryConversationStore:
    """Keeps messages for the life of the process; safe between threads."""

    def __init__(self) -> None:
        self._messages: dict[tuple[UserId, SessionId], list[SessionMessage]] = {}
        self._lock = Lock()

    def append(self, message: SessionMessage) -> None:
        with self._lock:
            messages = self._messages.setdefault((message.user_id, message.session_id), [])
            if all(turn_id(known) != turn_id(message) for known in messages):
                messages.append(message)
                messages.sort(key=turn_order)

    def messages(
        self, user_id: UserId, session_id: SessionId, *, last: int | None = None
    ) -> list[SessionMessage]:
        found = self._messages.get((user_id, session_id), [])
        return found[max(len(found) - last, 0) :] if last is not None else list(found)

    def sessions(self, user_id: UserId) -> list[SessionSummary]:
        mine = [summarise(messages) for (owner, _), messages in self._messages.items() if owner == user_id]
        return sorted(mine, key=lambda summary: summary.updated_at, reverse=True)

    def delete(self, user_id: UserId, session_id: SessionId) -> None:
        with self._lock:
            self._messages.pop((user_id, session_id), None)
