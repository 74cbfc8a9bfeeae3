"""Conversations in a dictionary."""

from __future__ import annotations

from threading import Lock

from genai_core.domain.chat.conversations import (
    SessionMessage,
    SessionSummary,
    message_position,
    no_session,
    shared_already,
    summarise,
    turn_id,
)
from genai_core.domain.identifiers import SessionId, UserId, WorkspaceId


class MemoryConversationStore:
    """Keeps messages for the life of the process; safe between threads."""

    def __init__(self) -> None:
        self._messages: dict[tuple[UserId, SessionId], list[SessionMessage]] = {}
        self._titles: dict[tuple[UserId, SessionId], str] = {}
        self._shared: dict[SessionId, UserId] = {}
        self._deleted: set[tuple[UserId, SessionId]] = set()
        self._lock = Lock()

    def append(self, message: SessionMessage) -> None:
        with self._lock:
            if (message.user_id, message.session_id) in self._deleted:
                return
            messages = self._messages.setdefault((message.user_id, message.session_id), [])
            if all(turn_id(known) != turn_id(message) for known in messages):
                messages.append(message)
                messages.sort(key=message_position)

    def messages(
        self, user_id: UserId, session_id: SessionId, *, last: int | None = None, before: str = ""
    ) -> list[SessionMessage]:
        kept = self._messages.get((user_id, session_id), [])
        messages = [each for each in kept if not before or message_position(each) < before]
        return messages[max(len(messages) - last, 0) :] if last is not None else messages

    def workspaces(self, user_id: UserId, session_id: SessionId) -> frozenset[WorkspaceId]:
        return frozenset(each.workspace_id for each in self._messages.get((user_id, session_id), []))

    def sessions(self, user_id: UserId) -> list[SessionSummary]:
        own = [self._summary(key) for key in self._messages if key[0] == user_id]
        return sorted(own, key=lambda summary: summary.updated_at, reverse=True)

    def rename(self, user_id: UserId, session_id: SessionId, title: str) -> SessionSummary:
        key = (user_id, session_id)
        if key not in self._messages:
            raise no_session(session_id)
        self._titles[key] = title
        return self._summary(key)

    def share(self, user_id: UserId, session_id: SessionId, *, is_shared: bool) -> SessionSummary:
        key = (user_id, session_id)
        with self._lock:
            if key not in self._messages:
                raise no_session(session_id)
            sharer = self._shared.get(session_id, user_id)
            if is_shared and sharer != user_id:
                raise shared_already(session_id)
            if is_shared:
                self._shared[session_id] = user_id
            elif sharer == user_id:
                self._shared.pop(session_id, None)
        return self._summary(key)

    def shared_by(self, session_id: SessionId) -> UserId | None:
        return self._shared.get(session_id)

    def delete(self, user_id: UserId, session_id: SessionId) -> None:
        with self._lock:
            self._messages.pop((user_id, session_id), None)
            if self._shared.get(session_id) == user_id:
                del self._shared[session_id]
            self._deleted.add((user_id, session_id))

    def _summary(self, key: tuple[UserId, SessionId]) -> SessionSummary:
        is_shared = self._shared.get(key[1]) == key[0]
        return summarise(self._messages[key], self._titles.get(key), is_shared=is_shared)
