"""Runs in a dictionary."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from threading import Lock

from genai_core.domain.chat.frames import Frame
from genai_core.domain.chat.run_identity import unknown_run
from genai_core.domain.chat.run_state import RunState
from genai_core.domain.generation.models import ModelAnswer
from genai_core.domain.identifiers import ModelId, RunId, UserId
from genai_core.domain.protocol.done import Done
from genai_core.domain.protocol.frames import Accepted, FrameContent, ModelReport
from genai_core.domain.questions import Question
from genai_core.errors import Conflict, NotFound


@dataclass(slots=True)
class _Run:
    question: Question
    frames: list[Frame] = field(default_factory=list[Frame])
    answers: dict[ModelId, ModelAnswer] = field(default_factory=dict[ModelId, ModelAnswer])
    decided_by: str = ""
    cancelled: bool = False
    dropped: frozenset[ModelId] = frozenset()
    asked: tuple[ModelId, ...] = ()
    result: Done | None = None

    @property
    def state(self) -> RunState:
        reported = sum(isinstance(frame.content, ModelReport) for frame in self.frames)
        return RunState(bool(self.decided_by) or self.cancelled, self.dropped, reported, self.asked)


class MemoryRunStore:
    """Keeps runs for the life of the process; safe between threads."""

    def __init__(self) -> None:
        self._runs: dict[RunId, _Run] = {}
        self._by_request: dict[tuple[UserId, str], RunId] = {}
        self._lock = Lock()

    def create(self, question: Question) -> None:
        request = (question.user_id, question.request_id)
        with self._lock:
            if question.run_id in self._runs or request in self._by_request:
                raise Conflict(f"run {question.run_id!r} exists already")
            self._runs[question.run_id] = _Run(question)
            self._by_request[request] = question.run_id

    def question(self, run_id: RunId) -> Question:
        return self._run(run_id).question

    def find(self, user_id: UserId, request_id: str) -> RunId:
        run_id = self._by_request.get((user_id, request_id))
        if run_id is None:
            raise NotFound(f"there is no run of request {request_id!r}", remedy="Ask the question again.")
        return run_id

    def rebind(self, run_id: RunId, connection_id: str, *, instead_of: str) -> int | None:
        with self._lock:
            run = self._run(run_id)
            if run.question.connection_id not in (connection_id, instead_of):
                return None
            run.question = replace(run.question, connection_id=connection_id)
            return len(run.frames)

    def append_frame(self, run_id: RunId, content: FrameContent) -> Frame:
        with self._lock:
            run = self._run(run_id)
            question = run.question
            frame = Frame(run_id, question.request_id, len(run.frames), content, question.connection_id)
            run.frames.append(frame)
            if isinstance(content, Accepted):
                run.asked = tuple(map(ModelId, content.models))
            return replace(frame, state=run.state)

    def frames(self, run_id: RunId, *, after_seq: int) -> list[Frame]:
        return self._run(run_id).frames[max(after_seq + 1, 0) :]

    def keep_result(self, run_id: RunId, done: Done) -> None:
        with self._lock:
            self._run(run_id).result = done

    def result(self, run_id: RunId) -> Done | None:
        return self._run(run_id).result

    def add_answer(self, run_id: RunId, answer: ModelAnswer) -> list[ModelAnswer]:
        with self._lock:
            answers = self._run(run_id).answers
            answers[answer.model_id] = answer
            return list(answers.values())

    def answers(self, run_id: RunId) -> list[ModelAnswer]:
        with self._lock:
            return list(self._run(run_id).answers.values())

    def decide(self, run_id: RunId, by: str) -> bool:
        with self._lock:
            run = self._run(run_id)
            run.decided_by = run.decided_by or by
            return run.decided_by == by

    def cancel(self, run_id: RunId) -> None:
        with self._lock:
            self._run(run_id).cancelled = True

    def is_cancelled(self, run_id: RunId) -> bool:
        return self._run(run_id).cancelled

    def drop_model(self, run_id: RunId, model_id: ModelId) -> None:
        with self._lock:
            run = self._run(run_id)
            run.dropped |= {model_id}

    def state(self, run_id: RunId) -> RunState:
        return self._run(run_id).state

    def _run(self, run_id: RunId) -> _Run:
        run = self._runs.get(run_id)
        if run is None:
            raise unknown_run(run_id)
        return run
