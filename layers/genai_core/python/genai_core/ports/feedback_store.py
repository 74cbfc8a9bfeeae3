"""Port: users' feedback on answers."""

from __future__ import annotations

from typing import Protocol

from genai_core.domain.chat.feedback import Feedback
from genai_core.domain.identifiers import UserId


class FeedbackStore(Protocol):
    """Stores one feedback per user and run."""

    def put(self, feedback: Feedback) -> None:
        """Stores feedback; it replaces an earlier one of the same user and run."""
        ...

    def of(self, user_id: UserId) -> list[Feedback]:
        """Returns the user's feedback, oldest first."""
        ...
