"""Keeps a user's feedback on an answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from genai_core.domain.chat.feedback import Feedback
from genai_core.domain.identifiers import RunId, UserId
from genai_core.domain.protocol.sessions import MAX_COMMENT_CHARS
from genai_core.errors import InvalidInput
from genai_core.ports.clock import Clock
from genai_core.ports.feedback_store import FeedbackStore
from genai_core.ports.run_store import RunStore
from genai_core.ports.workspace_store import WorkspaceStore
from genai_core.usecases.answering.require_asker import require_asker


@dataclass(frozen=True, slots=True)
class GiveFeedback:
    """Keeps feedback; users may judge only their own questions.

    Attributes:
        learn: Called with each feedback, so that the workspace is calibrated by it.
    """

    runs: RunStore
    workspaces: WorkspaceStore
    feedback: FeedbackStore
    clock: Clock
    learn: Callable[[Feedback], object] | None = None

    def __call__(
        self, user_id: UserId, run_id: RunId, rating: Literal["up", "down"], comment: str = ""
    ) -> Feedback:
        """Returns what was kept. Raises NotFound, Forbidden, or InvalidInput for a long comment."""
        question = self.runs.question(run_id)
        require_asker("judge run", user_id, question, self.workspaces)
        if len(comment) > MAX_COMMENT_CHARS:
            raise InvalidInput(
                f"the comment has {len(comment)} characters", remedy=f"At most {MAX_COMMENT_CHARS}."
            )
        given = Feedback(
            user_id, run_id, question.workspace_id, rating, self.clock.now().isoformat(), comment
        )
        self.feedback.put(given)
        if self.learn is not None:
            self.learn(given)
        return given
