"""A question as it was accepted."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from genai_core.domain.identifiers import ModelId, RunId, SessionId, UserId, WorkspaceId
from genai_core.domain.learning.judgements import WorkspaceCalibration
from genai_core.domain.protocol.outcomes import Mode
from genai_core.errors import InvalidInput


@dataclass(frozen=True, slots=True)
class Question:
    """One question of one user.

    Attributes:
        text: As the user wrote it.
        standalone: The text with what it refers to in the conversation; retrieval searches for this.
        models: Ids of the models asked for; empty for the workspace's default.
        connection_id: WebSocket connection to stream to; empty for a synchronous call.
        filters: Which documents to answer from, in the language of `domain.retrieval.filters`; empty for all.
        attachment: Text sent with the question, such as a table; it is one more passage to answer from.
        max_error: At most this share of the workspace's questions may get a wrong answer; 0 promises nothing.
        learnt: The workspace's calibration when the question was prepared; None if it has none.
        origin: The run that this one replays; None if a user asked.
        queued_s: Seconds between the acceptance of the question and the beginning of the work on it.
    """

    run_id: RunId
    request_id: str
    workspace_id: WorkspaceId
    session_id: SessionId
    user_id: UserId
    text: str
    standalone: str = ""
    mode: Mode = "quorum"
    models: tuple[ModelId, ...] = ()
    connection_id: str = ""
    filters: dict[str, Any] = field(default_factory=dict[str, Any])
    attachment: str = ""
    max_error: float = 0.0
    learnt: WorkspaceCalibration | None = None
    origin: RunId | None = None
    queued_s: float = 0.0


def require_question_text(text: str, max_chars: int) -> None:
    """Raises InvalidInput if a question is empty or longer than `max_chars`."""
    if not text.strip():
        raise InvalidInput(f"the question is {text!r:.40}", remedy="Send a question.")
    if len(text) > max_chars:
        raise InvalidInput(
            f"the question has {len(text)} characters",
            remedy=f"At most {max_chars} are allowed; put long text into a document.",
        )
