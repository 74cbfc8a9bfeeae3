"""What is heard of one model while it answers, and the answer it makes in the end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from math import inf
from queue import Empty

from genai_core.domain.generation.models import (
    Finished,
    ModelAnswer,
    ModelRequest,
    ModelSpec,
    ModelStatus,
    TextDelta,
)
from genai_core.domain.generation.prompts import estimate_usage
from genai_core.domain.generation.usage import Usage
from genai_core.errors import QuorumError, Refused, TimedOut
from genai_core.ports.clock import Clock
from genai_core.ports.language_model import LanguageModel
from genai_core.usecases.pulled_stream import PulledStream

SHORTEST_LOOK_S, LONGEST_LOOK_S = 0.1, 1.0
LOOK_SHARE = 0.07
"""How often a silent model's branch looks whether the run is over: the longer it took, the less often,
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
    _pieces: list[str] = field(default_factory=list[str])
    _length: int = 0

    @property
    def text(self) -> str:
        return "".join(self._pieces)

    @property
    def is_ended(self) -> bool:
        return self.status is not None

    def hear(self, delta: TextDelta, now: float) -> None:
        """Takes the next piece."""
        if self.first_token_at is None and delta.text:
            self.first_token_at = now
        self._pieces.append(delta.text)
        self._length += len(delta.text)

    def end(self, status: ModelStatus, reason: str) -> None:
        """Ends the call; the first end counts."""
        if self.status is None:
            self.status, self.reason = status, reason

    def finish(self, event: Finished) -> None:
        """Takes the model's own end."""
        self.usage, self.is_cached = event.usage, event.is_cached
        if event.stop_reason == "refused":
            self.end(ModelStatus.REFUSED, "a content filter stopped it")
        elif not self.text.strip():
            self.end(ModelStatus.FAILED, "it finished without a word")
        else:
            self.end(ModelStatus.ANSWERED, "")

    def check_limits(self, now: float) -> None:
        """Ends a call that takes too long or talks on past its limit; what was said by then stays."""
        if now - self.started_at > self.spec.total_timeout_s:
            self.end(ModelStatus.TIMED_OUT, f"no end within {self.spec.total_timeout_s:g} s")
        elif now >= self.ends_at:
            self.end(ModelStatus.TIMED_OUT, "the answer was due")
        elif self._length > self.request.max_output_tokens * CHARS_PER_OUTPUT_TOKEN:
            self.end(ModelStatus.ANSWERED, "")


def listen(
    model: Callable[[], LanguageModel],
    listening: Listening,
    clock: Clock,
    *,
    hear: Callable[[str], bool],
    is_over: Callable[[], bool],
) -> None:
    """Hears a model to its end, or to the end of the run or of its time; its failures end the call.

    Args:
        hear: Takes the next piece; True where it is time to look whether the run is over.
    """
    if listening.is_ended:
        return
    try:
        stream = PulledStream(model().stream(listening.request))
        listening.is_asked = True
        try:
            while not listening.is_ended:
                _follow(stream, listening, clock, hear, is_over)
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
    return ModelAnswer(
        model_id=listening.spec.model_id,
        family=listening.spec.family,
        status=listening.status or ModelStatus.FAILED,
        text=listening.text.strip(),
        reason=listening.reason,
        latency_ms=int((now - listening.started_at) * 1000),
        first_token_ms=None if first is None else int((first - listening.started_at) * 1000),
        usage=_priced(_usage(listening), listening.spec),
        is_cached=listening.is_cached,
    )


def _follow(
    stream: PulledStream,
    listening: Listening,
    clock: Clock,
    hear: Callable[[str], bool],
    is_over: Callable[[], bool],
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
        listening.hear(event, clock.monotonic())
        # Looking up whether the run is over costs a read, so it is done as often as drafts go out.
        is_due = hear(event.text)
    if is_due and is_over():
        listening.end(ModelStatus.CANCELLED, "the run was decided or cancelled meanwhile")
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
