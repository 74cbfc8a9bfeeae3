"""Settles a run after each model's answer: shows a first checked answer early, waits for no slow model.

Every branch does this once its model has ended. The branch that completes the quorum decides the run and
streams the answer. If a supported answer is there and a quorum is not, that answer is shown as provisional;
if only one model is still missing by then, it gets a short grace period, and the run is decided without it.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from genai_core.domain.answers import VerifiedAnswer
from genai_core.domain.consensus.comparison import Comparison, completes_quorum
from genai_core.domain.consensus.verified_answers import verified_answer
from genai_core.domain.consensus.writing import agreed_claims
from genai_core.domain.generation.models import ModelAnswer, ModelStatus
from genai_core.domain.identifiers import ModelId
from genai_core.domain.protocol.frames import Provisional
from genai_core.domain.questions import Question
from genai_core.domain.retrieval.passages import Passage
from genai_core.errors import Unavailable
from genai_core.ports.clock import Clock
from genai_core.ports.run_store import RunStore
from genai_core.usecases.answering.check_answers import CheckAnswers
from genai_core.usecases.answering.publish_frames import FramePublisher
from genai_core.usecases.answering.stream_answer import stream_answer

PROVISIONAL_AFTER_S = 0.3
"""If a quorum follows this soon after the first answer, no provisional answer is shown."""
GRACE_S = 1.5
"""Grace period of the last missing model; with the time its branch takes to notice, at most 2 s."""
LOOK_EVERY_S = 0.15


@dataclass(frozen=True, slots=True)
class Branch:
    """The branch that settles the run, after its model has ended.

    Attributes:
        members: All models that were asked.
        ends_at: When the answer is due, seconds of the monotonic clock.
    """

    publisher: FramePublisher
    model_id: ModelId
    members: tuple[ModelId, ...]
    passages: Sequence[Passage]
    ends_at: float

    @property
    def question(self) -> Question:
        return self.publisher.question


@dataclass(frozen=True, slots=True, kw_only=True)
class SettleRun:
    """Settles runs.

    Attributes:
        has_writer: Whether a writer may put agreed claims into words; its text is not known here, so a run
            with such claims is decided here and streamed by the next step.
    """

    runs: RunStore
    clock: Clock
    check: CheckAnswers
    has_writer: bool = False

    def __call__(self, branch: Branch, arrived: Sequence[ModelAnswer]) -> None:
        """Decides the run, or shows a provisional answer.

        If the store cannot be reached, the step after the models does it.

        Args:
            arrived: All answers so far, failures included, this branch's the last.
        """
        out = [name for name in branch.members if name not in {answer.model_id for answer in arrived}]
        answered = [answer for answer in arrived if answer.status is ModelStatus.ANSWERED]
        mode = branch.question.mode
        if not answered or mode in ("single", "compare") or len(branch.members) < 2:
            return
        if branch.question.origin is not None:
            # Nobody waits for a replay: every model may finish.
            return
        if len(answered) < 2 and not out:
            return
        with suppress(Unavailable):
            self._settle(branch, arrived, out)

    def _settle(self, branch: Branch, arrived: Sequence[ModelAnswer], out: Sequence[ModelId]) -> None:
        if self.runs.state(branch.question.run_id).is_over:
            return
        # One answer is not a quorum, but the time in which another one may follow is not spent idly.
        shown_at = self.clock.monotonic() + PROVISIONAL_AFTER_S
        comparison, lost = self.check(branch.question, arrived, branch.passages)
        if completes_quorum(comparison, len(branch.members), branch.question.mode):
            self._decide(branch, comparison, arrived)
            return
        is_shown = bool(out) and comparison.chosen is not None
        if is_shown and self._is_quiet(branch, arrived, shown_at - self.clock.monotonic()):
            self._wait(branch, comparison, arrived, out, lost)

    def _wait(
        self,
        branch: Branch,
        comparison: Comparison,
        arrived: Sequence[ModelAnswer],
        out: Sequence[ModelId],
        lost: Sequence[str],
    ) -> None:
        """Shows the provisional answer; decides without the last model if it does not come in time."""
        verified = None
        if branch.publisher.is_watched:
            verified = verified_answer(branch.question, comparison, arrived, branch.passages, degraded=lost)
            branch.publisher.publish(_provisional(verified, out))
        # The strong model of a cascade is asked because the others did not settle it: it is waited for.
        if len(out) > 1 or branch.question.mode == "cascade":
            return
        if self._is_quiet(branch, arrived, GRACE_S - PROVISIONAL_AFTER_S):
            self._decide(branch, comparison, arrived, verified)

    def _is_quiet(self, branch: Branch, arrived: Sequence[ModelAnswer], seconds: float) -> bool:
        """Waits; False as soon as another model has ended, whose branch then settles, or the run is over.

        Args:
            seconds: Looks once if they are over.
        """
        until = min(branch.ends_at, self.clock.monotonic() + seconds)
        while True:
            left_s = until - self.clock.monotonic()
            self.clock.sleep(max(0.0, min(LOOK_EVERY_S, left_s)))
            # A model's end is reported after its answer is kept, so each report that is new is an answer
            # that is not among `arrived`.
            state = self.runs.state(branch.question.run_id)
            if state.is_over or state.reported > len(arrived):
                return False
            if until <= self.clock.monotonic():
                return True

    def _decide(
        self,
        branch: Branch,
        comparison: Comparison,
        arrived: Sequence[ModelAnswer],
        verified: VerifiedAnswer | None = None,
    ) -> None:
        """Args: verified: The answer of this comparison, if it exists already."""
        question = branch.question
        # By the model's id: if two branches compare the same answers at once, only one may stream.
        is_ours = self.runs.decide(question.run_id, by=branch.model_id)
        if is_ours and not (self.has_writer and agreed_claims(comparison, question.mode)):
            verified = verified or verified_answer(question, comparison, arrived, branch.passages)
            compared = [answer.model_id for answer in arrived]
            at = self.clock.now().isoformat()
            stream_answer(branch.publisher, verified.text, compared=compared, at=at)


def _provisional(verified: VerifiedAnswer, out: Sequence[ModelId]) -> Provisional:
    return Provisional(
        answer=verified.text,
        outcome=verified.outcome,
        sentences=verified.sentences,
        citations=verified.citations,
        chosen_model=verified.chosen_model,
        waiting_for=tuple(out),
    )
