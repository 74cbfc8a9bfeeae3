"""Asks one model: streams its draft, keeps its answer, and decides the run if it completes the quorum.

Whatever becomes of the model is a value: an answer, or a failure with its reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from genai_core.domain.answers import Question
from genai_core.domain.consensus import completes_quorum
from genai_core.domain.models import (
    Finished,
    Message,
    ModelAnswer,
    ModelEvent,
    ModelSpec,
    ModelStatus,
)
from genai_core.domain.passages import Passage
from genai_core.domain.prompts import render_request
from genai_core.domain.verified_answers import verified_answer
from genai_core.errors import QuorumError, Refused, TimedOut
from genai_core.ports.clock import Clock
from genai_core.ports.event_sink import EventSink
from genai_core.ports.language_model import LanguageModel
from genai_core.ports.run_store import RunStore
from genai_core.usecases.check_answers import CheckAnswers
from genai_core.usecases.listen_to_model import Listening, answer_so_far
from genai_core.usecases.publish_frames import DraftStream, FramePublisher
from genai_core.usecases.stream_answer import stream_answer

CASCADE_POLL_S = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class AskModel:
    """Asks models.

    Attributes:
        model: Returns the language model behind a row of the catalogue.
    """

    runs: RunStore
    sink: EventSink
    clock: Clock
    model: Callable[[ModelSpec], LanguageModel]
    check: CheckAnswers

    def __call__(
        self,
        question: Question,
        model: ModelSpec,
        passages: Sequence[Passage],
        history: Sequence[Message],
        members: int,
    ) -> ModelAnswer:
        """Returns what came of asking `model`; never raises for the model's own failures.

        Args:
            members: How many models are asked this question.
        """
        publisher = FramePublisher(self.runs, self.sink, question)
        request = render_request(question, model, passages, history)
        listening = Listening(model, request, started_at=self.clock.monotonic())
        if self._is_needed(question, model, members, listening):
            self._listen(publisher, listening)
        answer = answer_so_far(listening, self.clock.monotonic())
        arrived = self.runs.add_answer(question.run_id, answer)
        publisher.publish("model", _shown(answer))
        if answer.status is ModelStatus.ANSWERED and len(arrived) > 1:
            self._decide(publisher, arrived, passages, members)
        return answer

    def _is_needed(self, question: Question, model: ModelSpec, members: int, listening: Listening) -> bool:
        """False where the run ended before this model began; a cascade's strong model waits for the rest."""
        deadline = self.clock.monotonic() + model.total_timeout_s
        while question.mode == "cascade" and model.role == "strong" and members > 1:
            finished = [f for f in self.runs.frames(question.run_id, after_seq=-1) if f.type == "model"]
            is_late = self.clock.monotonic() >= deadline
            if len(finished) >= members - 1 or is_late or self.runs.is_over(question.run_id):
                break
            self.clock.sleep(CASCADE_POLL_S)
        if self.runs.is_over(question.run_id):
            listening.end(ModelStatus.CANCELLED, "the run was decided or cancelled before")
            return False
        listening.started_at = self.clock.monotonic()
        return True

    def _listen(self, publisher: FramePublisher, listening: Listening) -> None:
        drafts = DraftStream(publisher, self.clock, listening.spec.model_id)
        try:
            stream = self.model(listening.spec).stream(listening.request)
            try:
                self._follow(stream, listening, drafts)
            finally:
                _close(stream)
        except Refused as refusal:
            listening.end(ModelStatus.REFUSED, refusal.message)
        except TimedOut as timeout:
            listening.end(ModelStatus.TIMED_OUT, timeout.message)
        except QuorumError as error:
            listening.end(ModelStatus.FAILED, f"{type(error).__name__}: {error}")
        drafts.flush()

    def _follow(self, stream: Iterator[ModelEvent], listening: Listening, drafts: DraftStream) -> None:
        run_id = drafts.publisher.question.run_id
        for event in stream:
            now = self.clock.monotonic()
            if isinstance(event, Finished):
                listening.finish(event)
                return
            listening.hear(event, now)
            # Looking up whether the run is over costs a read, so it is done as often as drafts go out.
            if drafts.add(event.text) and self.runs.is_over(run_id):
                listening.end(ModelStatus.CANCELLED, "the run was decided or cancelled meanwhile")
            listening.check_limits(now)
            if listening.is_ended:
                return
        listening.end(ModelStatus.FAILED, "the stream ended without a finish")

    def _decide(
        self,
        publisher: FramePublisher,
        arrived: Sequence[ModelAnswer],
        passages: Sequence[Passage],
        members: int,
    ) -> None:
        question = publisher.question
        if self.runs.is_over(question.run_id):
            return
        comparison, _ = self.check(question, arrived, passages)
        if not completes_quorum(comparison, members, question.mode):
            return
        compared = [answer.model_id for answer in arrived]
        if self.runs.decide(question.run_id, by="+".join(sorted(compared))):
            verified = verified_answer(question, comparison, arrived, passages)
            stream_answer(publisher, verified.text, compared=compared, at=self.clock.now().isoformat())


def _shown(answer: ModelAnswer) -> dict[str, object]:
    return {
        "model": answer.model_id,
        "family": answer.family,
        "status": answer.status.value,
        "reason": answer.reason,
        "latency_ms": answer.latency_ms,
    }


def _close(stream: Iterator[ModelEvent]) -> None:
    """Ends the call at the provider where the stream is still open."""
    close = getattr(stream, "close", None)
    if close is not None:
        close()
