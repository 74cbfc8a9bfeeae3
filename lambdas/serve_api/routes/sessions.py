"""Routes about conversations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from genai_core.domain.chat.conversations import SessionMessage, SessionSummary
from genai_core.domain.chat.feedback import Feedback
from genai_core.domain.identifiers import RunId, SessionId
from genai_core.errors import NotFound
from genai_core.wiring import api, storage
from lambdas.serve_api.routing import route, user


@dataclass(frozen=True, slots=True)
class SessionList:
    """The caller's conversations, last used first."""

    sessions: tuple[SessionSummary, ...]


@dataclass(frozen=True, slots=True)
class Session:
    """One conversation, oldest message first."""

    session_id: SessionId
    messages: tuple[SessionMessage, ...]


@dataclass(frozen=True, slots=True)
class SessionDeletion:
    """The conversation that is gone."""

    session_id: SessionId


@dataclass(frozen=True, slots=True)
class Rating:
    """What the caller thinks of an answer."""

    run_id: RunId
    rating: Literal["up", "down"]
    comment: str = ""


@route("GET", "/sessions")
def list_sessions() -> SessionList:
    """Lists the caller's conversations."""
    return SessionList(tuple(storage.conversation_store().sessions(user())))


@route("GET", "/sessions/<session_id>")
def get_session(session_id: str) -> Session:
    """Returns a conversation with its answers as they were given."""
    messages = storage.conversation_store().messages(user(), SessionId(session_id))
    if not messages:
        raise NotFound(f"there is no session {session_id!r:.80}", remedy="List your sessions.")
    return Session(SessionId(session_id), tuple(messages))


@route("DELETE", "/sessions/<session_id>")
def delete_session(session_id: str) -> SessionDeletion:
    """Deletes a conversation."""
    storage.conversation_store().delete(user(), SessionId(session_id))
    return SessionDeletion(SessionId(session_id))


@route("POST", "/feedback", status=201)
def give_feedback(body: Rating) -> Feedback:
    """Keeps what the caller thinks of an answer, in place of an earlier word."""
    return api.give_feedback()(user(), body.run_id, body.rating, body.comment)
