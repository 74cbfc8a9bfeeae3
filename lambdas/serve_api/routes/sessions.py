"""Routes about conversations."""

from __future__ import annotations

from genai_core.domain.identifiers import RunId, SessionId
from genai_core.domain.protocol.codec import viewed_as
from genai_core.domain.protocol.sessions import (
    Feedback,
    Rating,
    Session,
    SessionChange,
    SessionDeletion,
    SessionList,
    SessionMessage,
    SessionQuery,
    SessionSummary,
)
from genai_core.usecases.answering.change_conversation import change_conversation
from genai_core.wiring import api, storage
from lambdas.serve_api.routing import serves, user


@serves("list_sessions")
def list_sessions() -> SessionList:
    """Lists the caller's conversations."""
    conversations = api.read_conversations()(user())
    return SessionList(tuple(viewed_as(SessionSummary, session) for session in conversations))


@serves("get_session")
def get_session(session_id: str, query: SessionQuery) -> Session:
    """Returns a part of a conversation, the caller's own or a shared one; answers are as they were given."""
    opened = api.read_conversations().messages(
        user(), SessionId(session_id), limit=query.limit, before=query.before
    )
    messages = tuple(viewed_as(SessionMessage, message) for message in opened.messages)
    return Session(session_id, messages, opened.before, opened.shared_by or "")


@serves("rename_session")
def rename_session(session_id: str, body: SessionChange) -> SessionSummary:
    """Gives a conversation another title, shares it, or both."""
    changed = change_conversation(
        storage.conversation_store(), user(), SessionId(session_id), body.title, is_shared=body.is_shared
    )
    return viewed_as(SessionSummary, changed)


@serves("delete_session")
def delete_session(session_id: str) -> SessionDeletion:
    """Deletes a conversation."""
    storage.conversation_store().delete(user(), SessionId(session_id))
    return SessionDeletion(session_id)


@serves("give_feedback")
def give_feedback(body: Rating) -> Feedback:
    """Stores the caller's feedback on an answer, which replaces earlier feedback."""
    given = api.give_feedback()(user(), RunId(body.run_id), body.rating, body.comment)
    return viewed_as(Feedback, given)
