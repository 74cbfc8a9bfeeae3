"""What is heard of one model while it answers, and the answer it makes in the end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from math import inf
from queue import Empty

from genai_core.domain.generation.model_text.answer_text import DraftPiece, ModelWords, read_answer
from genai_core.domain.generation.models import (
    Finished,
    ModelAnswer,
    ModelRequest,
    ModelSpec,
    ModelStatus,
    ReasoningDelta,
    TextDelta,
)
from genai_core.domain.generation.prompts import estimate_usage
from genai_core.domain.generation.pulled_stream import PulledStream
from genai_core.domain.protocol.figures import Usage
from genai_core.domain.text.sizes import MAX_ANSWER_BYTES, cut_to_bytes
from genai_core.errors import QuorumError, Refused, TimedOut
from genai_core.ports.clock import Clock
from genai_core.ports.language_model import LanguageModel

SHORTEST_LOOK_S, LONGEST_LOOK_S = 0.1, 1.0
LOOK_SHARE = 0.07
"""How often a silent model's branch looks whether to go on: the longer it took, the less often,
so that the looks of many slow models stay cheap and add a fraction of the time it took anyway."""
CHARS_PER_OUTPUT_TOKEN = 12
"""No honest model writes longer tokens on average; past that it ignores its limit and is cut."""


@dataclass(slots=True)
class Listening:
    """One call under way; times are seconds of the monotonic clock.

    Attributes:
        ends_at: When the answer is due, whatever the model's own limit.
    """

    spec: ModelSpec
    request: ModelRequest
    started_at: float
    ends_at: float = inf
    first_token_at: float | None = None
    status: ModelStatus | None = None
    reason: str = ""
    usage: Usage | None = None
    is_cached: bool = False
    is_asked: bool = False
    is_cut: bool = False
    _words: ModelWords = field(default_factory=ModelWords)
    _length: int = 0

    @property
    def text(self) -> str:
        """What the model said in answer, normalised."""
        return read_answer(self._words.end(), self.request)

    @property
    def is_ended(self) -> bool:
        return self.status is not None

    def hear(self, delta: TextDelta | ReasoningDelta, now: float) -> DraftPiece:
        """Takes the next piece; returns what the draft gains by it, nothing for reasoning."""
        self._length += len(delta.text)
        if isinstance(delta, ReasoningDelta):
            self._words.reasoned = True
            return DraftPiece("")
        piece = self._words.hear(delta.text)
        if self.first_token_at is None and piece.text:
            self.first_token_at = now
        return piece

    def end(self, status: ModelStatus, reason: str) -> None:
        """Ends the call; the first end counts."""
        if self.status is None:
            self.status, self.reason = status, reason

    def finish(self, event: Finished) -> None:
        """Takes the model's own end."""
        self.usage, self.is_cached = event.usage, event.is_cached
        self.is_cut = event.stop_reason == "length"
        if event.stop_reason == "refused":
            self.end(ModelStatus.REFUSED, "a content filter stopped it")
        else:
            self._end_with_text()

    def _end_with_text(self) -> None:
        """Ends a call by what was said: reasoning alone is no answer, and no refusal either."""
        if self.text:
            self.end(ModelStatus.ANSWERED, "")
        elif not self._words.reasoned:
            self.end(ModelStatus.FAILED, "it finished without a word")
        elif self.is_cut:
            limit = self.request.max_output_tokens
            self.end(ModelStatus.FAILED, f"its reasoning used up its limit of {limit} tokens")
        else:
            self.end(ModelStatus.FAILED, "it reasoned and gave no answer")

    def check_limits(self, now: float) -> None:
        """Ends a call that takes too long or talks on past its limit; what was said by then stays."""
        if now - self.started_at > self.spec.total_timeout_s:
            self.end(ModelStatus.TIMED_OUT, f"no end within {self.spec.total_timeout_s:g} s")
        elif now >= self.ends_at:
            self.end(ModelStatus.TIMED_OUT, "the answer was due")
        elif self._length > self.request.max_output_tokens * CHARS_PER_OUTPUT_TOKEN:
            self.is_cut = True
            self._end_with_text()


def listen(
    model: Callable[[], LanguageModel],
    listening: Listening,
    clock: Clock,
    *,
    hear: Callable[[DraftPiece], bool],
    stop_reason: Callable[[], str],
) -> None:
    """Hears a model to its end, or to the end of the run or of its time; its failures end the call.

    Args:
        hear: Takes the next piece; True where it is time to ask for a `stop_reason`.
        stop_reason: Returns why the model is to stop; empty if it goes on.
    """
    if listening.is_ended:
        return
    try:
        stream = PulledStream(model().stream(listening.request))
        listening.is_asked = True
        try:
            while not listening.is_ended:
                _follow(stream, listening, clock, hear, stop_reason)
        finally:
            stream.close()
    except Refused as refusal:
        listening.end(ModelStatus.REFUSED, refusal.message)
    except TimedOut as timeout:
        listening.end(ModelStatus.TIMED_OUT, timeout.message)
    except QuorumError as error:
        listening.end(ModelStatus.FAILED, f"{type(error).__name__}: {error}")


def answer_so_far(listening: Listening, now: float) -> ModelAnswer:
    """Returns the call as an answer, with usage estimated where the model did not report it."""
    first = listening.first_token_at
    text = cut_to_bytes(said := listening.text, MAX_ANSWER_BYTES)
    return ModelAnswer(
        model_id=listening.spec.model_id,
        family=listening.spec.family,
        status=listening.status or ModelStatus.FAILED,
        text=text,
        reason=listening.reason,
        latency_ms=int((now - listening.started_at) * 1000),
        first_token_ms=None if first is None else int((first - listening.started_at) * 1000),
        usage=_priced(_usage(listening), listening.spec),
        is_cached=listening.is_cached,
        is_cut=listening.is_cut or text != said,
    )


def _follow(
    stream: PulledStream,
    listening: Listening,
    clock: Clock,
    hear: Callable[[DraftPiece], bool],
    stop_reason: Callable[[], str],
) -> None:
    """Takes the stream's next event, or a look round where none comes."""
    waited_s = clock.monotonic() - listening.started_at
    look_s = min(LONGEST_LOOK_S, max(SHORTEST_LOOK_S, waited_s * LOOK_SHARE))
    try:
        event = stream.next(min(look_s, max(0.001, listening.ends_at - clock.monotonic())))
    except Empty:
        is_due = True
    else:
        if event is None:
            listening.end(ModelStatus.FAILED, "the stream ended without a finish")
            return
        if isinstance(event, Finished):
            listening.finish(event)
            return
        # Looking up whether to stop costs a read, so it is done as often as drafts go out.
        is_due = hear(listening.hear(event, clock.monotonic()))
    if is_due and (reason := stop_reason()):
        listening.end(ModelStatus.CANCELLED, reason)
    listening.check_limits(clock.monotonic())


def _usage(listening: Listening) -> Usage:
    if listening.usage is not None:
        return listening.usage
    # A provider bills the prompt of a call that is given up, though it says so to nobody.
    is_given_up = listening.is_asked and listening.status in (ModelStatus.CANCELLED, ModelStatus.TIMED_OUT)
    if not listening.text and not is_given_up:
        return Usage()
    return estimate_usage(listening.request, listening.text)


def _priced(usage: Usage, spec: ModelSpec) -> Usage:
    if usage.cost_usd:
        return usage
    cost = (usage.input_tokens * spec.input_price + usage.output_tokens * spec.output_price) / 1e6
    return Usage(usage.input_tokens, usage.output_tokens, cost)
