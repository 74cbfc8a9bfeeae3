"""Change a user's own conversation: its title, and whether others may read it."""

from __future__ import annotations

from genai_core.domain.chat.conversations import SessionSummary, given_title
from genai_core.domain.identifiers import SessionId, UserId
from genai_core.errors import InvalidInput
from genai_core.ports.conversation_store import ConversationStore


def change_conversation(
    conversations: ConversationStore,
    user_id: UserId,
    session_id: SessionId,
    title: str | None,
    *,
    is_shared: bool | None,
) -> SessionSummary:
    """Returns the conversation's new summary; the user's key in the store admits no other user.

    Args:
        title: None to keep it.
        is_shared: Whether the members of the conversation's workspaces may read it; None to keep it.

    Raises:
        InvalidInput: Nothing is to be changed, or the title is blank.
        NotFound: The user has no such conversation.
        Conflict: Another user shares a conversation of this id.
    """
    summary = None
    if title is not None:
        summary = conversations.rename(user_id, session_id, given_title(title))
    if is_shared is not None:
        summary = conversations.share(user_id, session_id, is_shared=is_shared)
    if summary is None:
        raise InvalidInput("the change is empty", remedy="Give `title`, `is_shared`, or both.")
    return summary
