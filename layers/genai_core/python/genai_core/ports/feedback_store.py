"""The feedback store."""

from __future__ import annotations

from typing import Protocol

from genai_core.domain.chat.feedback import Feedback
from genai_core.domain.identifiers import UserId


class FeedbackStore(Protocol):
    """Keeps one word per user and run."""

    def put(self, feedback: Feedback) -> None:
        """Keeps it in place of an earlier one."""
        ...

    def of(self, user_id: UserId) -> list[Feedback]:
        """Returns the user's feedback, oldest first."""
        ...
