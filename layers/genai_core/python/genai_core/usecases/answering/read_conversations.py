"""Shows users their conversations, as long as they may read the workspaces that answered."""

from __future__ import annotations

from dataclasses import dataclass

from genai_core.domain.chat.conversations import SessionMessage, SessionSummary, no_session
from genai_core.domain.identifiers import SessionId, UserId, WorkspaceId
from genai_core.domain.permissions import own_roles, permits
from genai_core.domain.workspaces import Workspace
from genai_core.errors import Forbidden, NotFound
from genai_core.ports.conversation_store import ConversationStore
from genai_core.ports.workspace_store import WorkspaceStore
from genai_core.usecases.answering.readable_quotes import ReadableQuotes


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

    def messages(self, user_id: UserId, session_id: SessionId) -> list[SessionMessage]:
        """Returns the messages of a conversation, oldest first.

        Answers made of documents that the user may not read any more are withheld.

        Raises:
            NotFound: The user has no such conversation.
            Forbidden: The user is no longer in one of the workspaces that answered.
        """
        messages = self.conversations.messages(user_id, session_id)
        if not messages:
            raise no_session(session_id)
        asked: dict[WorkspaceId, Workspace] = {}
        for workspace_id in {message.workspace_id for message in messages}:
            workspace = self._readable(user_id, workspace_id)
            if workspace is None:
                raise Forbidden(
                    f"session {session_id!r:.80} quotes documents of a workspace that you are not in",
                    remedy="Ask the workspace's owner to add you again, or delete the conversation.",
                )
            asked[workspace_id] = workspace
        return self.quotes.withheld(messages, user_id, asked)

    def _readable(self, user_id: UserId, workspace_id: WorkspaceId) -> Workspace | None:
        try:
            workspace = self.workspaces.get(workspace_id)
        except NotFound:
            workspace = None
        return workspace if permits("read conversation", own_roles(user_id, user_id, workspace)) else None
