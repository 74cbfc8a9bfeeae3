"""Keeps all functions together within what a model may be asked a minute."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from genai_core.domain.generation.models import Finished, ModelEvent, ModelRequest, ModelSpec
from genai_core.domain.generation.rate_limits import Taking, token_taking, wanted_takings
from genai_core.errors import QuorumError, Throttled, Unavailable
from genai_core.ports.clock import Clock
from genai_core.ports.language_model import LanguageModel
from genai_core.ports.rate_meter import RateMeter


@dataclass(frozen=True, slots=True)
class LimitedLanguageModel:
    """A LanguageModel over another that is asked within `requests_per_minute` and `tokens_per_minute`.

    Tokens are taken for the longest possible answer, and what was not used is given back at its end.
    Without its meter the wrapper steps aside: the provider's own limit still holds.
    """

    inner: LanguageModel
    spec: ModelSpec
    meter: RateMeter
    clock: Clock

    def stream(self, request: ModelRequest) -> Iterator[ModelEvent]:
        """Yields the inner model's events. Raises Throttled at once where nothing is left; see the port."""
        takings = wanted_takings(self.spec, request)
        self._take(takings)
        is_silent = True
        try:
            for event in self.inner.stream(request):
                is_silent = False
                if isinstance(event, Finished):
                    self._settle(takings, event.usage.input_tokens + event.usage.output_tokens)
                yield event
        except QuorumError:
            if is_silent:
                self._give_back([taking for taking in takings if taking.unit == "tokens"])
            raise

    def _take(self, takings: Sequence[Taking]) -> None:
        now = self.clock.now().timestamp()
        for place, taking in enumerate(takings):
            wait_s = self._wait_s(taking, now)
            if wait_s:
                self._give_back(takings[:place])
                raise _throttled(self.spec, taking, wait_s)

    def _wait_s(self, taking: Taking, now: float) -> float:
        try:
            return self.meter.take(taking.name, taking.cost_s, now=now)
        except Unavailable:
            return 0.0

    def _settle(self, takings: Sequence[Taking], tokens: int) -> None:
        if not self.spec.tokens_per_minute or not tokens:
            return
        used = token_taking(self.spec, tokens)
        taken = next(taking for taking in takings if taking.unit == "tokens")
        if used.cost_s < taken.cost_s:
            self._give_back([replace(taken, cost_s=taken.cost_s - used.cost_s)])

    def _give_back(self, takings: Sequence[Taking]) -> None:
        for taking in takings:
            with contextlib.suppress(Unavailable):
                self.meter.give_back(taking.name, taking.cost_s)


def _throttled(spec: ModelSpec, taking: Taking, wait_s: float) -> Throttled:
    limit = spec.requests_per_minute if taking.unit == "requests" else spec.tokens_per_minute
    return Throttled(
        f"the model {spec.model_id!r} has had its {limit} {taking.unit} a minute",
        remedy=f"Repeat it in {wait_s:.1f} s.",
        retry_after_s=wait_s,
    )
