"""Repeats a model's call that failed before it said anything."""

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
    """A LanguageModel over another; waits with full jitter, and at least as long as the provider asks.

    Once text has come nothing is repeated: the user has seen it, and another call would say it
    differently. A call that ran into a deadline is not repeated either, nor one whose wait would be
    longer than is worth it: the caller hears of it at once, with `retry_after_s`.

    Attributes:
        jitter: Returns a number from 0 to 1; random, so that callers who failed together part ways.
    """

    inner: LanguageModel
    clock: Clock
    attempts: int = ATTEMPTS
    longest_wait_s: float = LONGEST_WAIT_S
    jitter: Callable[[], float] = random.random

    def stream(self, request: ModelRequest) -> Iterator[ModelEvent]:
        """Yields the first attempt that speaks; see the port."""
        attempt = 1
        while True:
            spoke = False
            try:
                for event in self.inner.stream(request):
                    spoke = spoke or isinstance(event, TextDelta)
                    yield event
            except (Throttled, Overloaded) as error:
                wait_s = self._wait_s(attempt, error.retry_after_s)
                if spoke or attempt >= self.attempts or wait_s > self.longest_wait_s:
                    raise
                self.clock.sleep(wait_s)
                attempt += 1
            else:
                return

    def _wait_s(self, attempt: int, asked_s: float | None) -> float:
        backoff = min(self.longest_wait_s, FIRST_WAIT_S * 2 ** (attempt - 1))
        return max(backoff * self.jitter(), asked_s or 0.0)
