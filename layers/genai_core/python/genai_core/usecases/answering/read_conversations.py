"""Shows users their conversations, as long as they may read the workspaces that answered."""

from __future__ import annotations

from dataclasses import dataclass

from genai_core.domain.chat.conversation_cursors import cursor_at, position_of
from genai_core.domain.chat.conversations import (
    SessionMessage,
    SessionSummary,
    message_position,
    no_session,
)
from genai_core.domain.identifiers import SessionId, UserId, WorkspaceId
from genai_core.domain.permissions import own_roles, permits, workspace_roles
from genai_core.domain.workspaces import Workspace
from genai_core.errors import Forbidden, NotFound
from genai_core.ports.conversation_store import ConversationStore
from genai_core.ports.workspace_store import WorkspaceStore
from genai_core.usecases.answering.readable_quotes import ReadableQuotes


@dataclass(frozen=True, slots=True)
class OpenedConversation:
    """A conversation as one user may read it.

    Attributes:
        messages: A part of it, oldest first.
        before: The cursor of the part before; None at the beginning.
        shared_by: The user who shares it; None if it is the reader's own.
    """

    messages: list[SessionMessage]
    before: str | None = None
    shared_by: UserId | None = None


@dataclass(frozen=True, slots=True)
class ReadConversations:
    """Reads conversations: answers quote documents, so only users who may read these may read them."""

    conversations: ConversationStore
    workspaces: WorkspaceStore
    quotes: ReadableQuotes

    def __call__(self, user_id: UserId) -> list[SessionSummary]:
        """Returns the user's conversations in workspaces they are in, last used first."""
        conversations = self.conversations.sessions(user_id)
        readable = {
            workspace_id: permits(
                "read conversation", own_roles(user_id, user_id, self._existing(workspace_id))
            )
            for workspace_id in {summary.workspace_id for summary in conversations}
        }
        return [summary for summary in conversations if readable[summary.workspace_id]]

    def messages(
        self, user_id: UserId, session_id: SessionId, *, limit: int, before: str = ""
    ) -> OpenedConversation:
        """Returns a part of a conversation of the user, or of one that is shared with them.

        Answers made of documents that the user may not read, or not any more, are withheld.

        Args:
            limit: Messages at most, from 2.
            before: The cursor of the part that follows; empty for the newest part.

        Raises:
            InvalidInput: The cursor is not one of this conversation.
            NotFound: The user has no such conversation, and none of this id is shared with the user.
            Forbidden: The user is no longer in one of the workspaces that answered.
        """
        owner, newest = self._owner(user_id, session_id)
        # Access comes before the cursor: an error about it would tell strangers that the conversation exists.
        names = self.conversations.workspaces(owner, session_id) | {newest.workspace_id}
        opened = {name: self._opened(user_id, owner, session_id, name) for name in names}
        messages, cursor = self._part(owner, session_id, limit, before)
        # Messages that were stored before the store kept a conversation's workspaces add theirs.
        for name in {message.workspace_id for message in messages} - names:
            opened[name] = self._opened(user_id, owner, session_id, name)
        readable = self.quotes.withheld(messages, user_id, opened)
        return OpenedConversation(readable, cursor, None if owner == user_id else owner)

    def _owner(self, user_id: UserId, session_id: SessionId) -> tuple[UserId, SessionMessage]:
        """Returns the user themselves, or else who shares the conversation, and its newest message."""
        for owner in (user_id, self.conversations.shared_by(session_id)):
            if owner and (newest := self.conversations.messages(owner, session_id, last=1)):
                return owner, newest[0]
        raise no_session(session_id)

    def _opened(
        self, reader: UserId, owner: UserId, session_id: SessionId, workspace_id: WorkspaceId
    ) -> Workspace:
        """Returns the workspace of a message. Raises Forbidden, or NotFound if another user wrote it."""
        workspace = self._existing(workspace_id)
        if owner == reader:
            if workspace and permits("read conversation", own_roles(reader, reader, workspace)):
                return workspace
            raise Forbidden(
                f"session {session_id!r:.80} quotes documents of a workspace that you are not in",
                remedy="Ask the workspace's owner to add you again, or delete the conversation.",
            )
        # What a user wrote while in a workspace is not shown there after they have left it.
        if workspace and all(
            permits("read shared conversation", workspace_roles(member, workspace))
            for member in (reader, owner)
        ):
            return workspace
        # Strangers learn nothing of it, not even that it exists.
        raise no_session(session_id)

    def _part(
        self, owner: UserId, session_id: SessionId, limit: int, before: str
    ) -> tuple[list[SessionMessage], str | None]:
        """Returns at most `limit` messages, beginning with a question, and the cursor of the part before."""
        end = position_of(session_id, before) if before else ""
        messages = self.conversations.messages(owner, session_id, last=limit + 1, before=end)
        if len(messages) <= limit:
            return messages, None
        part = messages[-limit:]
        # An answer goes with its question, which is in the part before.
        begin = next((index for index, each in enumerate(part) if each.role == "user"), 0)
        return part[begin:], cursor_at(session_id, message_position(part[begin]))

    def _existing(self, workspace_id: WorkspaceId) -> Workspace | None:
        try:
            return self.workspaces.get(workspace_id)
        except NotFound:
            return None
