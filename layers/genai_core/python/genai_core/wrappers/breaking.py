"""Stop calling a model that fails repeatedly (circuit breaker)."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass

from genai_core.domain.generation.breakers import Breaker, open_breaker_reason
from genai_core.domain.generation.models import Finished, ModelEvent, ModelRequest
from genai_core.errors import Overloaded, TimedOut, Unavailable
from genai_core.ports.breaker_state import BreakerState
from genai_core.ports.clock import Clock
from genai_core.ports.language_model import LanguageModel

FAILURES = 5
WINDOW_S = 120.0
REST_S = 30.0


@dataclass(frozen=True, slots=True)
class BreakingLanguageModel:
    """A LanguageModel that stops calling another for a while after some consecutive failures.

    Then one caller tries again; if the model answers, all callers may use it. Throttling is not a failure:
    the provider says when to retry. If the breaker's state is unavailable, calls go through.

    Attributes:
        name: Name of the breaker, shared by all callers of the same model.
    """

    inner: LanguageModel
    state: BreakerState
    clock: Clock
    name: str
    failures: int = FAILURES
    window_s: float = WINDOW_S
    rest_s: float = REST_S

    def stream(self, request: ModelRequest) -> Iterator[ModelEvent]:
        """Yields the inner model's events. Raises Overloaded at once while the breaker is open; see the
        port."""
        breaker = self._read()
        self._refuse_while_resting(breaker)
        try:
            for event in self.inner.stream(request):
                # Before `Finished` is yielded: many consumers close the stream as soon as they have it.
                if isinstance(event, Finished) and breaker != Breaker():
                    self._close()
                yield event
        except (Overloaded, TimedOut):
            self._count()
            raise

    def _refuse_while_resting(self, breaker: Breaker) -> None:
        now = self._now()
        if not breaker.is_tripped:
            return
        if not breaker.is_resting(now) and self._claims_trial(breaker, now):
            return
        wait_s = max(1.0, breaker.rests_until - now)
        raise Overloaded(
            open_breaker_reason(self.name, breaker.failures),
            remedy="It is tried again automatically.",
            retry_after_s=wait_s,
        )

    def _claims_trial(self, breaker: Breaker, now: float) -> bool:
        try:
            return self.state.rest(self.name, until=now + self.rest_s, seen=breaker)
        except Unavailable:
            return True

    def _count(self) -> None:
        now = self._now()
        with contextlib.suppress(Unavailable):
            breaker = self.state.add_failure(self.name, now=now, window_s=self.window_s)
            if breaker.failures >= self.failures and not breaker.is_resting(now):
                self.state.rest(self.name, until=now + self.rest_s, seen=breaker)

    def _close(self) -> None:
        with contextlib.suppress(Unavailable):
            self.state.close(self.name)

    def _read(self) -> Breaker:
        try:
            return self.state.read(self.name)
        except Unavailable:
            return Breaker()

    def _now(self) -> float:
        return self.clock.now().timestamp()
