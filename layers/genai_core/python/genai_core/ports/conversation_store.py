"""The conversation store: sessions, one item per message."""

from __future__ import annotations

from typing import Protocol

from genai_core.domain.chat.conversations import SessionMessage, SessionSummary
from genai_core.domain.identifiers import SessionId, UserId


class ConversationStore(Protocol):
    """Keeps messages per user and session; nobody reads another user's."""

    def append(self, message: SessionMessage) -> None:
        """Adds a message; the same run and role again changes nothing."""
        ...

    def messages(
        self, user_id: UserId, session_id: SessionId, *, last: int | None = None
    ) -> list[SessionMessage]:
        """Returns messages oldest first, only the `last` so many if given; empty for an unknown session."""
        ...

    def sessions(self, user_id: UserId) -> list[SessionSummary]:
        """Returns the user's sessions, last used first."""
        ...

    def delete(self, user_id: UserId, session_id: SessionId) -> None:
        """Removes a session with its messages; may be repeated."""
        ...
