"""The run store: one question under way, shared by the functions that work on it."""

from __future__ import annotations

from typing import Protocol

from genai_core.domain.chat.frames import Frame
from genai_core.domain.chat.run_state import RunState
from genai_core.domain.generation.models import ModelAnswer
from genai_core.domain.identifiers import ModelId, RunId, UserId
from genai_core.domain.protocol.done import Done
from genai_core.domain.protocol.frames import Said
from genai_core.domain.questions import Question


class RunStore(Protocol):
    """Keeps a run's question, frames, answers and what was decided, cancelled and dropped, for a day."""

    def create(self, question: Question) -> None:
        """Begins a run. Raises Conflict if the run id is taken."""
        ...

    def question(self, run_id: RunId) -> Question:
        """Returns the question. Raises NotFound if there is no such run."""
        ...

    def find(self, user_id: UserId, request_id: str) -> RunId:
        """Returns the user's run of that request. Raises NotFound if there is none."""
        ...

    def rebind(self, run_id: RunId, connection_id: str, *, instead_of: str) -> int | None:
        """Sends later frames to a connection, if `instead_of` has them now; both may be the same.

        Returns the `seq` of the first frame that is sent to it; None if neither of the two has them. Raises
        NotFound if there is no such run.
        """
        ...

    def append_frame(self, run_id: RunId, said: Said) -> Frame:
        """Gives the frame the run's next `seq`, keeps it for resuming, and returns it.

        It carries the run's state, which need not be asked then.
        """
        ...

    def frames(self, run_id: RunId, *, after_seq: int) -> list[Frame]:
        """Returns the frames with a greater `seq`, in order."""
        ...

    def keep_result(self, run_id: RunId, done: Done) -> None:
        """Keeps the whole answer, of any length, for as long as the run; again replaces it."""
        ...

    def result(self, run_id: RunId) -> Done | None:
        """Returns the whole answer; None if there is none yet. Raises NotFound if there is no such run."""
        ...

    def add_answer(self, run_id: RunId, answer: ModelAnswer) -> list[ModelAnswer]:
        """Keeps one model's answer and returns all so far, in order of arrival; the same model again
        replaces its own."""
        ...

    def answers(self, run_id: RunId) -> list[ModelAnswer]:
        """Returns the answers kept so far, in order of arrival."""
        ...

    def decide(self, run_id: RunId, by: str) -> bool:
        """Marks the run decided; True for the one caller that did it, False for everyone after.
        The same `by` again is True: a retry may finish what it began."""
        ...

    def cancel(self, run_id: RunId) -> None:
        """Marks the run cancelled; may be repeated."""
        ...

    def is_cancelled(self, run_id: RunId) -> bool:
        """True once the run is cancelled, whether or not it was decided."""
        ...

    def drop_model(self, run_id: RunId, model_id: ModelId) -> None:
        """Marks a model as not waited for; may be repeated."""
        ...

    def state(self, run_id: RunId) -> RunState:
        """Returns whether the run is over and which models were dropped; these stop at their next token."""
        ...
