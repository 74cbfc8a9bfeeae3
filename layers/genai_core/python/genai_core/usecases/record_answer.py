"""Records how a run ended: the conversation, the usage, and the last frame."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from genai_core.domain.answers import Question, VerifiedAnswer
from genai_core.domain.chat.conversations import SessionMessage
from genai_core.domain.chat.frames import FrameType
from genai_core.domain.consensus.done_payload import done_payload
from genai_core.domain.generation.usage import Usage
from genai_core.domain.identifiers import RunId
from genai_core.ports.clock import Clock
from genai_core.ports.conversation_store import ConversationStore
from genai_core.ports.event_sink import EventSink
from genai_core.ports.run_store import RunStore
from genai_core.ports.usage_ledger import UsageLedger
from genai_core.usecases.publish_frames import FramePublisher


@dataclass(frozen=True, slots=True)
class RunError:
    """Why a run ended without an answer; `code` is the error's class name."""

    code: str
    message: str
    remedy: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordAnswer:
    """Records answers. Every write may be repeated, so a step that died half way is run again."""

    runs: RunStore
    conversations: ConversationStore
    ledger: UsageLedger
    sink: EventSink
    clock: Clock

    def __call__(self, question: Question, answer: VerifiedAnswer) -> dict[str, Any]:
        """Keeps both turns and the usage, sends `done`, and returns its payload."""
        payload = done_payload(answer)
        self._keep_turns(question, answer, payload)
        self._charge(question, answer)
        self._end(question, "done", payload)
        return payload

    def fail(self, run_id: RunId, error: RunError) -> dict[str, Any]:
        """Sends `error` and returns its payload; the run's cost so far stays with the models' calls."""
        question = self.runs.question(run_id)
        payload = {"error": error.message, "code": error.code, "remedy": error.remedy, "run_id": run_id}
        self.runs.decide(run_id, by="error")
        self._end(question, "error", payload)
        return payload

    def _keep_turns(self, question: Question, answer: VerifiedAnswer, payload: dict[str, Any]) -> None:
        now = self.clock.now()
        # Turns are ordered by time: the answer must come after its question.
        turns: tuple[tuple[Literal["user", "assistant"], datetime, str, dict[str, Any] | None], ...] = (
            ("user", now, question.text, None),
            ("assistant", now + timedelta(milliseconds=1), answer.text, payload),
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
                    answer=carried,
                )
            )

    def _charge(self, question: Question, answer: VerifiedAnswer) -> None:
        day = self.clock.now().date().isoformat()
        for model in (*answer.models, *answer.further):
            if model.usage != Usage():
                self.ledger.record(question.user_id, question.run_id, model.model_id, model.usage, day=day)

    def _end(self, question: Question, frame_type: FrameType, payload: dict[str, Any]) -> None:
        ended = any(f.type in ("done", "error") for f in self.runs.frames(question.run_id, after_seq=-1))
        if not ended:
            FramePublisher(self.runs, self.sink, question).publish(frame_type, payload)
