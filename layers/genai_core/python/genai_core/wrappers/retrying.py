"""Retry a model's call that failed before any text."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from genai_core.domain.generation.models import ModelEvent, ModelRequest, TextDelta
from genai_core.errors import Overloaded, Throttled
from genai_core.ports.clock import Clock
from genai_core.ports.language_model import LanguageModel

ATTEMPTS = 3
FIRST_WAIT_S = 0.4
LONGEST_WAIT_S = 8.0


@dataclass(frozen=True, slots=True)
class RetryingLanguageModel:
    """A LanguageModel that retries another with full jitter, waiting at least as long as the provider asks.

    After the first text nothing is retried: the user has seen it, and a second call would give another text.
    A call that exceeded a deadline is not retried, nor one whose wait would be too long: the caller gets the
    error at once, with `retry_after_s`.

    Attributes:
        jitter: Returns a random number from 0 to 1, so that callers that failed together do not retry
            together.
    """

    inner: LanguageModel
    clock: Clock
    attempts: int = ATTEMPTS
    longest_wait_s: float = LONGEST_WAIT_S
    jitter: Callable[[], float] = random.random

    def stream(self, request: ModelRequest) -> Iterator[ModelEvent]:
        """Yields the events of the first attempt with text; see the port."""
        attempt = 1
        while True:
            has_text = False
            try:
                for event in self.inner.stream(request):
                    has_text = has_text or isinstance(event, TextDelta)
                    yield event
            except (Throttled, Overloaded) as error:
                wait_s = self._wait_s(attempt, error.retry_after_s)
                if has_text or attempt >= self.attempts or wait_s > self.longest_wait_s:
                    raise
                self.clock.sleep(wait_s)
                attempt += 1
            else:
                return

    def _wait_s(self, attempt: int, asked_s: float | None) -> float:
        backoff = min(self.longest_wait_s, FIRST_WAIT_S * 2 ** (attempt - 1))
        return max(backoff * self.jitter(), asked_s or 0.0)
