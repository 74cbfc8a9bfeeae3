# Generated from genai_core/domain/protocol by `make generate`; do not edit.
"""REST bodies about conversations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from quorum_client.protocol.description import OMITTED, Limits
from quorum_client.protocol.done import Done
from quorum_client.protocol.outcomes import Outcome

MAX_COMMENT_CHARS = 2000
MAX_TITLE_CHARS = 200
MAX_SESSION_MESSAGES = 80
"""Forty answers of 32 kB, twice as long in JSON that is quoted, stay under Lambda's 6 MB."""


@dataclass(frozen=True, slots=True)
class SessionSummary:
    """A conversation in a list; times are RFC 3339, UTC."""

    session_id: str
    workspace_id: str
    title: str
    created_at: str
    updated_at: str
    message_count: int
    is_shared: Annotated[bool, "Members of its workspaces may read it.", OMITTED] = False


@dataclass(frozen=True, slots=True)
class SessionList:
    """The caller's conversations, last used first."""

    sessions: tuple[SessionSummary, ...]


@dataclass(frozen=True, slots=True)
class SessionMessage:
    """One turn of a conversation."""

    role: Literal["user", "assistant"]
    text: str
    created_at: Annotated[str, "RFC 3339, UTC."]
    workspace_id: str = ""
    run_id: str = ""
    answer: Annotated[Done | None, "Of an assistant's turn: the answer as it was given."] = None


@dataclass(frozen=True, slots=True)
class SessionQuery:
    """Which part of a conversation."""

    limit: Annotated[
        int,
        Limits(least=2, most=MAX_SESSION_MESSAGES),
        "Messages at most; a question and its answer are two.",
    ] = 60
    before: Annotated[str, "The `before` of the part that follows; empty for the newest part."] = ""


@dataclass(frozen=True, slots=True)
class Session:
    """A part of a conversation, oldest message first; it begins with a question."""

    session_id: str
    messages: tuple[SessionMessage, ...]
    before: Annotated[str | None, "Pass it as `before` for the part before; null at the beginning."] = None
    shared_by: Annotated[str, "The user who shares it; empty if it is the caller's own.", OMITTED] = ""


@dataclass(frozen=True, slots=True)
class DisputedAnswer:
    """An answer that models or documents dispute."""

    session_id: str
    run_id: str
    question: str
    outcome: Outcome
    disputed: Annotated[tuple[str, ...], "What other models or documents say instead."]
    answered_at: Annotated[str, "RFC 3339, UTC."]


@dataclass(frozen=True, slots=True)
class DisputeList:
    """The caller's latest disputed answers in a workspace, newest first."""

    disputes: tuple[DisputedAnswer, ...]
    looked_through: Annotated[int, "Conversations that were looked through, the latest."]


@dataclass(frozen=True, slots=True)
class SessionChange:
    """Changes to a conversation; what is left out stays as it is."""

    title: Annotated[str | None, Limits(least=1, most=MAX_TITLE_CHARS)] = None
    is_shared: Annotated[bool | None, "Whether the members of its workspaces may read it."] = None


@dataclass(frozen=True, slots=True)
class SessionDeletion:
    """The deleted conversation."""

    session_id: str


@dataclass(frozen=True, slots=True)
class Rating:
    """The caller's feedback on an answer."""

    run_id: str
    rating: Literal["up", "down"]
    comment: Annotated[str, Limits(most=MAX_COMMENT_CHARS)] = ""


@dataclass(frozen=True, slots=True)
class Feedback:
    """The stored feedback; it replaces an earlier one on the same run."""

    run_id: str
    workspace_id: str
    rating: Literal["up", "down"]
    created_at: Annotated[str, "RFC 3339, UTC."]
    comment: str = ""
