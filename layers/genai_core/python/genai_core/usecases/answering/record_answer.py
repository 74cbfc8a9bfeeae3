"""Records how a run ended: the conversation, the usage, and the last frame."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from genai_core.domain.answers import VerifiedAnswer
from genai_core.domain.chat.conversations import SessionMessage
from genai_core.domain.chat.fitted_frames import fitted
from genai_core.domain.consensus.served_answer import done_of
from genai_core.domain.generation.budgets import budget_day
from genai_core.domain.identifiers import RunId
from genai_core.domain.protocol.answers import ModelFailure
from genai_core.domain.protocol.codec import to_json
from genai_core.domain.protocol.done import Done
from genai_core.domain.protocol.figures import Usage
from genai_core.domain.protocol.frames import Failure
from genai_core.domain.questions import Question
from genai_core.errors import NoAnswer
from genai_core.ports.clock import Clock
from genai_core.ports.conversation_store import ConversationStore
from genai_core.ports.event_sink import EventSink
from genai_core.ports.run_store import RunStore
from genai_core.ports.usage_ledger import UsageLedger
from genai_core.usecases.answering.publish_frames import FramePublisher


@dataclass(frozen=True, slots=True)
class RunError:
    """Why a run ended without an answer; `code` is the error's class name."""

    code: str
    message: str
    remedy: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordAnswer:
    """Records answers. Every write may be repeated, so an interrupted step is run again."""

    runs: RunStore
    conversations: ConversationStore
    ledger: UsageLedger
    sink: EventSink
    clock: Clock

    def __call__(self, question: Question, answer: VerifiedAnswer) -> Done:
        """Keeps the whole answer with the run, both turns and the usage; sends and returns what fits a frame.

        A replay adds nothing to the conversation, which holds its origin's answer.
        """
        whole = done_of(answer)
        done = fitted(whole)
        self.runs.keep_result(question.run_id, whole)
        if question.origin is None:
            self._keep_turns(question, done)
        self._charge(question, answer)
        self._end(question, done)
        return done

    def fail(self, run_id: RunId, error: RunError) -> Failure:
        """Sends and returns the error; the run's cost so far stays with the models' calls."""
        question = self.runs.question(run_id)
        failure = Failure(error.message, error.code, error.remedy, self._failures(error, run_id))
        self.runs.decide(run_id, by="error")
        self._end(question, failure)
        return failure

    def _failures(self, error: RunError, run_id: RunId) -> tuple[ModelFailure, ...]:
        if error.code != NoAnswer.__name__:
            return ()
        answers = self.runs.answers(run_id)
        return tuple(ModelFailure(answer.model_id, answer.status, answer.reason) for answer in answers)

    def _keep_turns(self, question: Question, done: Done) -> None:
        now = self.clock.now()
        # Turns are ordered by time: the answer must come after its question.
        turns: tuple[tuple[Literal["user", "assistant"], datetime, str, Done | None], ...] = (
            ("user", now, question.text, None),
            ("assistant", now + timedelta(milliseconds=1), done.answer, done),
        )
        for role, at, text, carried in turns:
            self.conversations.append(
                SessionMessage(
                    session_id=question.session_id,
                    workspace_id=question.workspace_id,
                    user_id=question.user_id,
                    role=role,
                    text=text,
                    created_at=at.isoformat(),
                    run_id=question.run_id,
                    answer=to_json(carried),
                )
            )

    def _charge(self, question: Question, answer: VerifiedAnswer) -> None:
        day = budget_day(self.clock.now())
        for model in (*answer.models, *answer.further):
            if model.usage != Usage():
                self.ledger.record(
                    question.user_id,
                    question.run_id,
                    model.model_id,
                    model.usage,
                    day=day,
                    workspace_id=question.workspace_id,
                )

    def _end(self, question: Question, content: Done | Failure) -> None:
        frames = self.runs.frames(question.run_id, after_seq=-1)
        if not any(isinstance(frame.content, Done | Failure) for frame in frames):
            FramePublisher(self.runs, self.sink, question).publish(content)
