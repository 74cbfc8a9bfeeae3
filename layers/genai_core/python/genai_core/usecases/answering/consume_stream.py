"""Consumes one model's stream, enforces its time limits, and makes an answer of it."""

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

SHORTEST_POLL_S, LONGEST_POLL_S = 0.4, 1.0
POLL_SHARE = 0.07
"""Interval at which a silent model's branch checks whether to go on: a share of the elapsed time,
so that the checks of many slow models stay cheap and delay little."""
CHARS_PER_OUTPUT_TOKEN = 12
"""No model writes longer tokens on average; one that passes this ignores its limit, and is cut off."""


@dataclass(slots=True)
class StreamState:
    """State of one call; times are seconds of the monotonic clock.

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
        """The answer so far, normalised."""
        return read_answer(self._words.end(), self.request)

    @property
    def is_ended(self) -> bool:
        return self.status is not None

    def add(self, delta: TextDelta | ReasoningDelta, now: float) -> DraftPiece:
        """Adds the next piece; returns what it adds to the draft, nothing for reasoning."""
        self._length += len(delta.text)
        if isinstance(delta, ReasoningDelta):
            self._words.reasoned = True
            return DraftPiece("")
        piece = self._words.add(delta.text)
        if self.first_token_at is None and piece.text:
            self.first_token_at = now
        return piece

    def end(self, status: ModelStatus, reason: str) -> None:
        """Ends the call; the first end counts."""
        if self.status is None:
            self.status, self.reason = status, reason

    def finish(self, event: Finished) -> None:
        """Handles the model's own end."""
        self.usage, self.is_cached = event.usage, event.is_cached
        self.is_cut = event.stop_reason == "length"
        if event.stop_reason == "refused":
            self.end(ModelStatus.REFUSED, "a content filter stopped it")
        else:
            self._end_with_text()

    def _end_with_text(self) -> None:
        """Ends a call by its text: reasoning alone is neither an answer nor a refusal."""
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
        """Ends a call that exceeds its time or length limit; the text so far is kept."""
        if now - self.started_at > self.spec.total_timeout_s:
            self.end(ModelStatus.TIMED_OUT, f"no end within {self.spec.total_timeout_s:g} s")
        elif now >= self.ends_at:
            self.end(ModelStatus.TIMED_OUT, "the answer was due")
        elif self._length > self.request.max_output_tokens * CHARS_PER_OUTPUT_TOKEN:
            self.is_cut = True
            self._end_with_text()


def consume_stream(
    model: Callable[[], LanguageModel],
    stream_state: StreamState,
    clock: Clock,
    *,
    on_delta: Callable[[DraftPiece], bool],
    stop_reason: Callable[[], str],
) -> None:
    """Consumes a stream until it, the run or the time limit ends; the model's failures end the call.

    Args:
        on_delta: Called with the next piece; returns True if it is time to ask for a `stop_reason`.
        stop_reason: Returns why the model is to stop; empty if it goes on.
    """
    if stream_state.is_ended:
        return
    try:
        stream = PulledStream(model().stream(stream_state.request))
        stream_state.is_asked = True
        try:
            while not stream_state.is_ended:
                _follow(stream, stream_state, clock, on_delta, stop_reason)
        finally:
            stream.close()
    except Refused as refusal:
        stream_state.end(ModelStatus.REFUSED, refusal.message)
    except TimedOut as timeout:
        stream_state.end(ModelStatus.TIMED_OUT, timeout.message)
    except QuorumError as error:
        stream_state.end(ModelStatus.FAILED, f"{type(error).__name__}: {error}")


def answer_so_far(stream_state: StreamState, now: float) -> ModelAnswer:
    """Returns the call as an answer, with usage estimated if the model did not report it."""
    first = stream_state.first_token_at
    text = cut_to_bytes(whole_text := stream_state.text, MAX_ANSWER_BYTES)
    return ModelAnswer(
        model_id=stream_state.spec.model_id,
        family=stream_state.spec.family,
        status=stream_state.status or ModelStatus.FAILED,
        text=text,
        reason=stream_state.reason,
        latency_ms=int((now - stream_state.started_at) * 1000),
        first_token_ms=None if first is None else int((first - stream_state.started_at) * 1000),
        usage=_priced(_usage(stream_state), stream_state.spec),
        is_cached=stream_state.is_cached,
        is_cut=stream_state.is_cut or text != whole_text,
    )


def _follow(
    stream: PulledStream,
    stream_state: StreamState,
    clock: Clock,
    on_delta: Callable[[DraftPiece], bool],
    stop_reason: Callable[[], str],
) -> None:
    """Handles the next event; if none comes in time, checks whether to go on."""
    waited_s = clock.monotonic() - stream_state.started_at
    poll_s = min(LONGEST_POLL_S, max(SHORTEST_POLL_S, waited_s * POLL_SHARE))
    try:
        event = stream.next(min(poll_s, max(0.001, stream_state.ends_at - clock.monotonic())))
    except Empty:
        is_due = True
    else:
        if event is None:
            stream_state.end(ModelStatus.FAILED, "the stream ended without a finish")
            return
        if isinstance(event, Finished):
            stream_state.finish(event)
            return
        # Checking whether to stop costs a read, so it is done as often as drafts are sent.
        is_due = on_delta(stream_state.add(event, clock.monotonic()))
    if is_due and (reason := stop_reason()):
        stream_state.end(ModelStatus.CANCELLED, reason)
    stream_state.check_limits(clock.monotonic())


def _usage(stream_state: StreamState) -> Usage:
    if stream_state.usage is not None:
        return stream_state.usage
    # A provider bills the prompt of an abandoned call, though it reports no usage.
    is_given_up = stream_state.is_asked and stream_state.status in (
        ModelStatus.CANCELLED,
        ModelStatus.TIMED_OUT,
    )
    if not stream_state.text and not is_given_up:
        return Usage()
    return estimate_usage(stream_state.request, stream_state.text)


def _priced(usage: Usage, spec: ModelSpec) -> Usage:
    if usage.cost_usd:
        return usage
    cost = (usage.input_tokens * spec.input_price + usage.output_tokens * spec.output_price) / 1e6
    return Usage(usage.input_tokens, usage.output_tokens, cost)
