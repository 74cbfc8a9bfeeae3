"""Port: runs, which the functions that work on one question share."""

from __future__ import annotations

from typing import Protocol

from genai_core.domain.chat.frames import Frame
from genai_core.domain.chat.run_state import RunState
from genai_core.domain.generation.models import ModelAnswer
from genai_core.domain.identifiers import ModelId, RunId, UserId
from genai_core.domain.protocol.done import Done
from genai_core.domain.protocol.frames import FrameContent
from genai_core.domain.questions import Question


class RunStore(Protocol):
    """Stores a run's question, frames, answers and state for a day."""

    def create(self, question: Question) -> None:
        """Creates a run. Raises Conflict if the run id exists."""
        ...

    def question(self, run_id: RunId) -> Question:
        """Returns the question. Raises NotFound if there is no such run."""
        ...

    def find(self, user_id: UserId, request_id: str) -> RunId:
        """Returns the user's run of that request. Raises NotFound if there is none."""
        ...

    def rebind(self, run_id: RunId, connection_id: str, *, instead_of: str) -> int | None:
        """Sends later frames to a connection if `instead_of` receives them now; both may be the same.

        Returns the `seq` of the first frame for that connection; None if neither of the two receives frames.
        Raises NotFound if there is no such run.
        """
        ...

    def append_frame(self, run_id: RunId, content: FrameContent) -> Frame:
        """Gives the frame the run's next `seq`, keeps it for resuming, and returns it.

        The frame has the run's state too, so that `state` need not be called.
        """
        ...

    def frames(self, run_id: RunId, *, after_seq: int) -> list[Frame]:
        """Returns the frames with a greater `seq`, in order."""
        ...

    def keep_result(self, run_id: RunId, done: Done) -> None:
        """Stores the whole answer, of any length, as long as the run; replaces an earlier one."""
        ...

    def result(self, run_id: RunId) -> Done | None:
        """Returns the whole answer; None if there is none yet. Raises NotFound if there is no such run."""
        ...

    def add_answer(self, run_id: RunId, answer: ModelAnswer) -> list[ModelAnswer]:
        """Stores one model's answer and returns all answers so far, in order of arrival; replaces an earlier
        answer of the same model."""
        ...

    def answers(self, run_id: RunId) -> list[ModelAnswer]:
        """Returns the answers so far, in order of arrival."""
        ...

    def decide(self, run_id: RunId, by: str) -> bool:
        """Marks the run decided. Returns True for the caller that did so first, False for all others.
        The same `by` again gets True, so that a retry can finish its work."""
        ...

    def cancel(self, run_id: RunId) -> None:
        """Marks the run cancelled; may be repeated."""
        ...

    def is_cancelled(self, run_id: RunId) -> bool:
        """Returns whether the run is cancelled, decided or not."""
        ...

    def drop_model(self, run_id: RunId, model_id: ModelId) -> None:
        """Marks a model as no longer waited for; may be repeated."""
        ...

    def state(self, run_id: RunId) -> RunState:
        """Returns whether the run is over, which models are asked, which were dropped (these stop at their
        next token), and how many have ended."""
        ...
