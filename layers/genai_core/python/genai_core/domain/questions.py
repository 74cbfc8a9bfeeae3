"""A question as it was accepted."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from genai_core.domain.identifiers import ModelId, RunId, SessionId, UserId, WorkspaceId
from genai_core.domain.learning.judgements import WorkspaceCalibration
from genai_core.domain.protocol.outcomes import Mode
from genai_core.errors import InvalidInput

MAX_QUEUED_S = 60.0
"""Longest wait for a free function that does not count against the time limit of an answer."""


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
        queued_s: Seconds in which nothing worked on the question: before the work began, and before a model
            had a free function.
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

    def after_queue(self, entered_at: datetime | None, started_at: datetime) -> Question:
        """Returns the question with the wait for a free function, at most `MAX_QUEUED_S` of it.

        Args:
            entered_at: When the function was called; None if unknown.
        """
        if entered_at is None:
            return self
        waited_s = max((started_at - entered_at).total_seconds(), 0.0)
        return replace(self, queued_s=self.queued_s + min(waited_s, MAX_QUEUED_S))


def require_question_text(text: str, max_chars: int) -> None:
    """Raises InvalidInput if a question is empty or longer than `max_chars`."""
    if not text.strip():
        raise InvalidInput(f"the question is {text!r:.40}", remedy="Send a question.")
    if len(text) > max_chars:
        raise InvalidInput(
            f"the question has {len(text)} characters",
            remedy=f"At most {max_chars} are allowed; put long text into a document.",
        )
