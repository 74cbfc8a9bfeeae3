"""The conversation store: sessions, one item per message."""

from __future__ import annotations

from typing import Protocol

from genai_core.domain.chat.conversations import SessionMessage, SessionSummary
from genai_core.domain.identifiers import SessionId, UserId


class ConversationStore(Protocol):
    """Keeps messages per user and session; nobody reads another user's."""

    def append(self, message: SessionMessage) -> None:
        """Adds a message; the same run and role again changes nothing, and neither does one to a session
        that was deleted: a run may end after it."""
        ...

    def messages(
        self, user_id: UserId, session_id: SessionId, *, last: int | None = None
    ) -> list[SessionMessage]:
        """Returns messages oldest first, only the `last` so many if given; empty for an unknown session."""
        ...

    def sessions(self, user_id: UserId) -> list[SessionSummary]:
        """Returns the user's sessions, last used first."""
        ...

    def rename(self, user_id: UserId, session_id: SessionId, title: str) -> SessionSummary:
        """Gives a session another title, which later messages leave as it is; may be repeated.

        Raises:
            NotFound: The user has no such session.
        """
        ...

    def delete(self, user_id: UserId, session_id: SessionId) -> None:
        """Removes a session with its messages for good; may be repeated."""
        ...
