"""Feedback in a dictionary."""

from __future__ import annotations

from genai_core.domain.chat.feedback import Feedback
from genai_core.domain.identifiers import RunId, UserId


class MemoryFeedbackStore:
    """Keeps feedback for the life of the process."""

    def __init__(self) -> None:
        self._kept: dict[tuple[UserId, RunId], Feedback] = {}

    def put(self, feedback: Feedback) -> None:
        self._kept[(feedback.user_id, feedback.run_id)] = feedback

    def of(self, user_id: UserId) -> list[Feedback]:
        own = [feedback for (owner, _), feedback in self._kept.items() if owner == user_id]
        return sorted(own, key=lambda feedback: feedback.created_at)
