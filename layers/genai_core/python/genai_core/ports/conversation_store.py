"""Port: conversations, one item per message."""

from __future__ import annotations

from typing import Protocol

from genai_core.domain.chat.conversations import SessionMessage, SessionSummary
from genai_core.domain.identifiers import SessionId, UserId, WorkspaceId


class ConversationStore(Protocol):
    """Stores messages per user and session."""

    def append(self, message: SessionMessage) -> None:
        """Adds a message. Does nothing if the message of that run and role exists or the session is deleted,
        since a run may end after the deletion."""
        ...

    def messages(
        self, user_id: UserId, session_id: SessionId, *, last: int | None = None, before: str = ""
    ) -> list[SessionMessage]:
        """Returns the messages, oldest first; empty for an unknown session.

        Args:
            last: How many at most, the newest; None for all.
            before: Only those before this position, as `message_position` gives it; it may be of a message
                that was deleted.
        """
        ...

    def workspaces(self, user_id: UserId, session_id: SessionId) -> frozenset[WorkspaceId]:
        """Returns the workspaces that the session's messages are of; empty for an unknown session."""
        ...

    def sessions(self, user_id: UserId) -> list[SessionSummary]:
        """Returns the user's sessions, most recently used first."""
        ...

    def rename(self, user_id: UserId, session_id: SessionId, title: str) -> SessionSummary:
        """Sets the title of a session, which later messages do not change; may be repeated.

        Raises:
            NotFound: The user has no such session.
        """
        ...

    def share(self, user_id: UserId, session_id: SessionId, *, is_shared: bool) -> SessionSummary:
        """Marks a session as shared with others, or as the user's alone again; may be repeated.

        Raises:
            NotFound: The user has no such session.
            Conflict: Another user shares a session of this id.
        """
        ...

    def shared_by(self, session_id: SessionId) -> UserId | None:
        """Returns the user who shares the session; None if nobody does."""
        ...

    def delete(self, user_id: UserId, session_id: SessionId) -> None:
        """Deletes a session with its messages permanently; may be repeated."""
        ...
