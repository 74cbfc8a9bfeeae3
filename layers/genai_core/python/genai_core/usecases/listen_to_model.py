"""What is heard of one model while it answers, and the answer it makes in the end."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import inf

from genai_core.domain.models import (
    Finished,
    ModelAnswer,
    ModelRequest,
    ModelSpec,
    ModelStatus,
    TextDelta,
)
from genai_core.domain.prompts import estimate_tokens
from genai_core.domain.usage import Usage

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


def _usage(listening: Listening) -> Usage:
    if listening.usage is not None:
        return listening.usage
    # A provider bills the prompt of a call that is given up, though it says so to nobody.
    is_given_up = listening.is_asked and listening.status in (ModelStatus.CANCELLED, ModelStatus.TIMED_OUT)
    if not listening.text and not is_given_up:
        return Usage()
    request = listening.request
    prompt = request.system + "".join(message.text for message in request.messages)
    return Usage(estimate_tokens(prompt), estimate_tokens(listening.text) if listening.text else 0)


def _priced(usage: Usage, spec: ModelSpec) -> Usage:
    if usage.cost_usd:
        return usage
    cost = (usage.input_tokens * spec.input_price + usage.output_tokens * spec.output_price) / 1e6
    return Usage(usage.input_tokens, usage.output_tokens, cost)
