"""Asks one model: streams its draft, keeps its answer, and settles the run with it.

The result is always a value: an answer, or a failure with its reason.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from math import inf

from genai_core.domain.chat.run_identity import age_s
from genai_core.domain.chat.run_state import RunState
from genai_core.domain.generation.models import Image, Message, ModelAnswer, ModelSpec, ModelStatus
from genai_core.domain.generation.prompts import render_request
from genai_core.domain.identifiers import ModelId, WorkspaceId
from genai_core.domain.protocol.frames import ModelReport
from genai_core.domain.questions import Question
from genai_core.domain.retrieval.passages import Passage
from genai_core.errors import Unavailable
from genai_core.ports.clock import Clock
from genai_core.ports.event_sink import EventSink
from genai_core.ports.language_model import LanguageModel
from genai_core.ports.run_store import RunStore
from genai_core.usecases.answering.check_ahead import CheckAhead
from genai_core.usecases.answering.check_answers import CheckAnswers
from genai_core.usecases.answering.consume_stream import (
    StreamState,
    answer_so_far,
    consume_stream,
)
from genai_core.usecases.answering.publish_frames import (
    DRAFT_INTERVAL_S,
    SHARED_DRAFT_INTERVAL_S,
    DraftStream,
    FramePublisher,
)
from genai_core.usecases.answering.settle_run import Branch, SettleRun

KEEP_ATTEMPTS = 3
KEEP_PAUSE_S = 0.3
OTHERS_POLL_S = 0.15
"""Interval at which the strong model of a cascade checks whether the others have ended."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskModel:
    """Asks models.

    Attributes:
        model: Returns the language model behind a row of the catalogue.
        deadline_s: Seconds after the work on the question began at which models are stopped; the answer is
            then made of what has arrived.
        waited_deadline_s: The same for a synchronous call, counted from its acceptance: its gateway gives up.
        settle: Called with all answers so far, once this model has ended.
        figures: Returns the figures of passages, for models that read images; None if none are kept.
        checks_ahead: Whether a branch checks other models' answers while its own model writes. False if a
            check costs money, which is lost if the run is decided before this model ends.
    """

    runs: RunStore
    sink: EventSink
    clock: Clock
    model: Callable[[ModelSpec], LanguageModel]
    check: CheckAnswers
    settle: SettleRun
    deadline_s: float = inf
    waited_deadline_s: float = inf
    figures: Callable[[WorkspaceId, Sequence[Passage]], Sequence[Image]] | None = None
    checks_ahead: bool = True

    def __call__(
        self,
        question: Question,
        model: ModelSpec,
        passages: Sequence[Passage],
        history: Sequence[Message],
        members: Sequence[ModelId],
    ) -> ModelAnswer:
        """Returns the model's answer or failure; never raises for the model's own failures.

        Args:
            members: All models that are asked this question.
        """
        publisher = FramePublisher(self.runs, self.sink, question)
        images = self._images(question, model, passages)
        request = render_request(question, model, passages, history, images)
        ends_at = self.clock.monotonic() + self._left_s(question)
        stream_state = StreamState(model, request, started_at=self.clock.monotonic(), ends_at=ends_at)
        if self._is_needed(question, len(members), stream_state):
            ahead = self._ahead(question, passages) if len(members) > 1 else None
            self._consume(publisher, stream_state, ahead, is_alone=len(members) == 1)
        answer = answer_so_far(stream_state, self.clock.monotonic())
        arrived = self._keep(publisher, answer)
        if arrived:
            self.settle(Branch(publisher, model.model_id, tuple(members), passages, ends_at), arrived)
        return answer

    def _images(self, question: Question, model: ModelSpec, passages: Sequence[Passage]) -> Sequence[Image]:
        if self.figures is None or not model.accepts_images:
            return ()
        return self.figures(question.workspace_id, passages[: model.max_passages])

    def _left_s(self, question: Question) -> float:
        age = age_s(question.run_id, self.clock.now())
        if not question.connection_id:
            return self.waited_deadline_s - age
        # Nobody's gateway gives up: the limit is for the work, not for the queues before it.
        return self.deadline_s - (age - question.queued_s)

    def _is_needed(self, question: Question, members: int, stream_state: StreamState) -> bool:
        """False if the run ended before this model began; a cascade's strong model waits for the others."""
        if question.mode == "cascade" and stream_state.spec.role == "strong" and members > 1:
            self._await_others(question, members - 1, stream_state)
        if reason := self._stop_reason(question, stream_state):
            stream_state.end(ModelStatus.CANCELLED, reason)
        stream_state.started_at = self.clock.monotonic()
        stream_state.check_limits(stream_state.started_at)
        return not stream_state.is_ended

    def _await_others(self, question: Question, others: int, stream_state: StreamState) -> None:
        until = min(stream_state.ends_at, self.clock.monotonic() + stream_state.spec.total_timeout_s)
        while self.clock.monotonic() < until:
            with suppress(Unavailable):
                state = self.runs.state(question.run_id)
                if state.reported >= others or state.stop_reason(stream_state.spec.model_id):
                    return
            self.clock.sleep(OTHERS_POLL_S)

    def _consume(
        self,
        publisher: FramePublisher,
        stream_state: StreamState,
        ahead: CheckAhead | None,
        *,
        is_alone: bool,
    ) -> None:
        interval_s = DRAFT_INTERVAL_S if is_alone else SHARED_DRAFT_INTERVAL_S
        drafts = DraftStream(publisher, self.clock, stream_state.spec.model_id, interval_s)
        consume_stream(
            lambda: self.model(stream_state.spec),
            stream_state,
            self.clock,
            on_delta=drafts.add,
            stop_reason=lambda: self._stop_reason(
                publisher.question, stream_state, drafts.take_news(), ahead
            ),
        )
        drafts.flush()

    def _stop_reason(
        self,
        question: Question,
        stream_state: StreamState,
        news: RunState | None = None,
        ahead: CheckAhead | None = None,
    ) -> str:
        """Returns why the model is to stop; empty if it goes on, or if the store cannot be read now.

        Args:
            news: The run's state from the last frame; None if there is none.
            ahead: Told of the state, to check what arrived; None if nothing is checked ahead.
        """
        try:
            state = news or self.runs.state(question.run_id)
        except Unavailable:
            return ""
        if ahead:
            ahead.notice(state)
        return state.stop_reason(stream_state.spec.model_id)

    def _ahead(self, question: Question, passages: Sequence[Passage]) -> CheckAhead | None:
        """Returns the work ahead, which has begun; None if nothing is checked when the model ends."""
        if question.mode not in ("quorum", "cascade"):
            return None
        ahead = CheckAhead(self.check, self.runs, question, passages, checks_answers=self.checks_ahead)
        ahead.start()
        return ahead

    def _keep(self, publisher: FramePublisher, answer: ModelAnswer) -> Sequence[ModelAnswer]:
        """Keeps and shows the answer, and returns all so far; none if the store does not accept it.

        The state machine gets the answer in any case: a failure here would ask the model again.
        """
        for attempt in range(1, KEEP_ATTEMPTS + 1):
            try:
                arrived = self.runs.add_answer(publisher.question.run_id, answer)
                publisher.publish(_report(answer))
                return arrived
            except Unavailable:
                if attempt < KEEP_ATTEMPTS:
                    self.clock.sleep(attempt * KEEP_PAUSE_S)
        return ()


def _report(answer: ModelAnswer) -> ModelReport:
    return ModelReport(
        model=answer.model_id,
        family=answer.family,
        status=answer.status,
        reason=answer.reason,
        latency_ms=answer.latency_ms,
        cached=answer.is_cached,
        cut=answer.is_cut,
    )
