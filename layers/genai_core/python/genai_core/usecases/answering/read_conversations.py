"""Shows users their conversations, as long as they may read the workspaces that answered."""

from __future__ import annotations

from dataclasses import dataclass

from genai_core.domain.chat.conversations import SessionMessage, SessionSummary, no_session
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
        messages: Oldest first.
        shared_by: The user who shares it; None if it is the reader's own.
    """

    messages: list[SessionMessage]
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
            workspace_id: self._readable(user_id, workspace_id) is not None
            for workspace_id in {summary.workspace_id for summary in conversations}
        }
        return [summary for summary in conversations if readable[summary.workspace_id]]

    def messages(self, user_id: UserId, session_id: SessionId) -> OpenedConversation:
        """Returns a conversation of the user, or one that is shared with the members of its workspaces.

        Answers made of documents that the user may not read, or not any more, are withheld.

        Raises:
            NotFound: The user has no such conversation, and none of this id is shared with the user.
            Forbidden: The user is no longer in one of the workspaces that answered.
        """
        messages = self.conversations.messages(user_id, session_id)
        if not messages:
            return self._shared(user_id, session_id)
        asked: dict[WorkspaceId, Workspace] = {}
        for workspace_id in {message.workspace_id for message in messages}:
            workspace = self._readable(user_id, workspace_id)
            if workspace is None:
                raise Forbidden(
                    f"session {session_id!r:.80} quotes documents of a workspace that you are not in",
                    remedy="Ask the workspace's owner to add you again, or delete the conversation.",
                )
            asked[workspace_id] = workspace
        return OpenedConversation(self.quotes.withheld(messages, user_id, asked))

    def _shared(self, user_id: UserId, session_id: SessionId) -> OpenedConversation:
        """Strangers learn nothing of it, not even that it exists."""
        sharer = self.conversations.shared_by(session_id)
        messages = self.conversations.messages(sharer, session_id) if sharer else []
        if sharer is None or not messages:
            raise no_session(session_id)
        asked: dict[WorkspaceId, Workspace] = {}
        for workspace_id in {message.workspace_id for message in messages}:
            workspace = self._existing(workspace_id)
            # What a user wrote while in a workspace is not shown there after they have left it.
            if workspace is None or not all(
                permits("read shared conversation", workspace_roles(reader, workspace))
                for reader in (user_id, sharer)
            ):
                raise no_session(session_id)
            asked[workspace_id] = workspace
        return OpenedConversation(self.quotes.withheld(messages, user_id, asked), sharer)

    def _readable(self, user_id: UserId, workspace_id: WorkspaceId) -> Workspace | None:
        workspace = self._existing(workspace_id)
        return workspace if permits("read conversation", own_roles(user_id, user_id, workspace)) else None

    def _existing(self, workspace_id: WorkspaceId) -> Workspace | None:
        try:
            return self.workspaces.get(workspace_id)
        except NotFound:
            return None
