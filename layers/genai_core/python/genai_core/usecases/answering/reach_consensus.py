"""Reaches consensus: compares and checks the answers, and streams the verified one.

Idempotent: if a branch already decided the run, this computes the same answer from the same models' answers,
and streams what the branch did not.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from math import inf

from genai_core.domain.answers import VerifiedAnswer
from genai_core.domain.chat.run_identity import age_s
from genai_core.domain.consensus.comparison import Comparison
from genai_core.domain.consensus.provisional import fate_of
from genai_core.domain.consensus.verified_answers import verified_answer
from genai_core.domain.generation.models import ModelAnswer, ModelSpec, ModelStatus
from genai_core.domain.protocol.outcome_words import OUTCOME_WORDS
from genai_core.domain.protocol.outcomes import Outcome
from genai_core.domain.questions import Question
from genai_core.domain.retrieval.passages import Passage
from genai_core.errors import NoAnswer
from genai_core.ports.clock import Clock
from genai_core.ports.event_sink import EventSink
from genai_core.ports.run_store import RunStore
from genai_core.usecases.answering.check_answers import CheckAnswers
from genai_core.usecases.answering.judge_answers import JudgeAnswers
from genai_core.usecases.answering.publish_frames import FramePublisher
from genai_core.usecases.answering.stream_answer import Streamed, read_streamed, stream_answer
from genai_core.usecases.answering.write_answer import WriteAnswer

DECIDER = "reach_consensus"
CANCELLED = "cancelled"
"""In `degraded` if the user stopped the run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReachConsensus:
    """Turns the models' answers into one verified answer.

    Attributes:
        judge, write: None if none is configured.
        further_s: Time limit of judge and writer together, in seconds.
        deadline_s, waited_deadline_s: As in `AskModel`; they include judge and writer.
    """

    runs: RunStore
    sink: EventSink
    clock: Clock
    check: CheckAnswers
    judge: JudgeAnswers | None = None
    write: WriteAnswer | None = None
    further_s: float = 8.0
    deadline_s: float = inf
    waited_deadline_s: float = inf

    def __call__(
        self,
        question: Question,
        models: Sequence[ModelSpec],
        passages: Sequence[Passage],
        answers: Sequence[ModelAnswer],
        *,
        degraded: Sequence[str] = (),
        started_at: str = "",
    ) -> VerifiedAnswer:
        """Returns the verified answer, streamed to its end; nothing more is streamed of a cancelled run.

        Raises:
            NoAnswer: Models were asked, and none of them answered.

        Args:
            answers: Of every model that was asked; one that is missing is reported as failed.
            started_at: When the question was accepted, RFC 3339.
        """
        before = read_streamed(self.runs.frames(question.run_id, after_seq=-1))
        complete = self._complete(question, models, answers, has_passages=bool(passages))
        if passages and not self.runs.is_cancelled(question.run_id):
            self._require_answer(question, complete)
        judged = [a for a in complete if a.model_id in before.compared] if before.compared else complete
        comparison, lost = self.check(question, judged, passages)
        verify = partial(
            verified_answer,
            question,
            answers=complete,
            passages=passages,
            degraded=(*degraded, *(name for name in lost if name not in degraded)),
        )
        verified = self._finished(question, comparison, verify, before)
        if any(a.status is ModelStatus.ANSWERED for a in complete if a not in judged):
            verified = self._with_late_answers(question, complete, passages, verified)
        if self.runs.is_cancelled(question.run_id):
            return replace(
                _withdrawn(verified, before.text), timings_ms=self._timings(started_at, before, "")
            )
        first_at = before.first_token_at or self.clock.now().isoformat()
        publisher = FramePublisher(self.runs, self.sink, question)
        verified = replace(verified, provisional=fate_of(before.provisional, verified))
        if verified.text.startswith(before.text):
            compared = [answer.model_id for answer in judged]
            stream_answer(publisher, verified.text, compared=compared, at=first_at, done=before.text)
        return replace(verified, timings_ms=self._timings(started_at, before, first_at))

    def _with_late_answers(
        self,
        question: Question,
        answers: Sequence[ModelAnswer],
        passages: Sequence[Passage],
        verified: VerifiedAnswer,
    ) -> VerifiedAnswer:
        """Returns the streamed answer compared with those that came after it was decided, too.

        They may dispute it, but they cannot replace it any more.
        """
        comparison, _ = self.check(question, answers, passages)
        whole = verified_answer(
            question, comparison, answers, passages, degraded=verified.degraded, further=verified.further
        )
        return whole if whole.text == verified.text and verified.made_by == "pick" else verified

    def _complete(
        self,
        question: Question,
        models: Sequence[ModelSpec],
        answers: Sequence[ModelAnswer],
        *,
        has_passages: bool,
    ) -> list[ModelAnswer]:
        """Returns one answer for each model, also if its branch failed."""
        members = {spec.model_id for spec in models}
        # A branch that failed after its model had answered left the answer in the store.
        stored = {a.model_id: a for a in self.runs.answers(question.run_id) if a.model_id in members}
        arrived = {answer.model_id: answer for answer in answers} | stored
        return _with_missing(models, list(arrived.values()), has_passages=has_passages)

    def _require_answer(self, question: Question, answers: Sequence[ModelAnswer]) -> None:
        if not answers or any(answer.status is ModelStatus.ANSWERED for answer in answers):
            return
        for answer in answers:
            # Answers of failed branches are not kept yet; the error that clients get lists every model.
            self.runs.add_answer(question.run_id, answer)
        reasons = "; ".join(
            f"{answer.model_id}: {answer.reason or answer.status.value}" for answer in answers
        )
        raise NoAnswer(f"no model answered ({reasons})", remedy="Ask again, or choose another model.")

    def _finished(
        self,
        question: Question,
        comparison: Comparison,
        verify: Callable[..., VerifiedAnswer],
        before: Streamed,
    ) -> VerifiedAnswer:
        """Decides the run, asks judge and writer if that is still allowed, and returns the answer.

        If part of an answer was streamed, no model is asked any more, and only an answer that continues it
        counts.
        """
        ends_at = self.clock.monotonic() + min(self.further_s, self._left_s(question))
        further: list[ModelAnswer] = []
        may_ask = not before.compared
        if self.judge:
            left_s = ends_at - self.clock.monotonic()
            comparison, call = self.judge(question, comparison, limit_s=left_s, may_ask=may_ask)
            further += [call] if call else []
        if not self.runs.is_cancelled(question.run_id):
            # Before the writer is asked: no branch may stream an answer in the meantime.
            self.runs.decide(question.run_id, by=DECIDER)
        if self.write:
            left_s = ends_at - self.clock.monotonic()
            text, call = self.write(question, comparison, limit_s=left_s, may_ask=may_ask)
            further += [call] if call else []
            written = verify(comparison, written=text, further=further) if text else None
            if written and written.text.startswith(before.text):
                return written
        return verify(comparison, further=further)

    def _left_s(self, question: Question) -> float:
        age = age_s(question.run_id, self.clock.now())
        if not question.connection_id:
            return self.waited_deadline_s - age
        # Nobody's gateway gives up: the limit is for the work, not for the queue before it.
        return self.deadline_s - (age - question.queued_s)

    def _timings(self, started_at: str, before: Streamed, first_at: str) -> dict[str, int]:
        if not started_at:
            return {}
        moments = {
            "retrieve": before.passages_at,
            "first_token": first_at,
            "total": self.clock.now().isoformat(),
        }
        return {name: _elapsed_ms(started_at, at) for name, at in moments.items() if at}


def _with_missing(
    models: Sequence[ModelSpec], answers: Sequence[ModelAnswer], *, has_passages: bool
) -> list[ModelAnswer]:
    """Adds an entry for each model whose branch gave no answer, so that the report is complete."""
    arrived = {answer.model_id for answer in answers}
    reason = "its step failed" if has_passages else "not asked: no passage was found"
    status = ModelStatus.FAILED if has_passages else ModelStatus.CANCELLED
    missing = [
        ModelAnswer(spec.model_id, spec.family, status, reason=reason)
        for spec in models
        if spec.model_id not in arrived
    ]
    return [*answers, *missing]


def _withdrawn(verified: VerifiedAnswer, streamed: str) -> VerifiedAnswer:
    """Returns the result of a cancelled run: the text that the user has seen, and the models' outcomes."""
    degraded = (*verified.degraded, CANCELLED)
    if streamed:
        return replace(verified, text=streamed, outcome=Outcome.CANCELLED, degraded=degraded)
    withdrawn = verified.taken_back(Outcome.CANCELLED, OUTCOME_WORDS[Outcome.CANCELLED].sentence)
    return replace(withdrawn, made_by="pick", degraded=degraded)


def _elapsed_ms(start: str, end: str) -> int:
    span = datetime.fromisoformat(end) - datetime.fromisoformat(start)
    return max(0, int(span.total_seconds() * 1000))
