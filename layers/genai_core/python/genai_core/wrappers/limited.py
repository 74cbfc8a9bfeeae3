"""Keep the calls of all functions together within a model's requests and tokens per minute."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from genai_core.domain.generation.models import Finished, ModelEvent, ModelRequest, ModelSpec
from genai_core.domain.generation.rate_limits import Charge, charges_of, token_charge
from genai_core.errors import QuorumError, Throttled, Unavailable
from genai_core.ports.clock import Clock
from genai_core.ports.language_model import LanguageModel
from genai_core.ports.token_buckets import TokenBuckets


@dataclass(frozen=True, slots=True)
class LimitedLanguageModel:
    """A LanguageModel that calls another within `requests_per_minute` and `tokens_per_minute`.

    A call takes the tokens of the longest possible answer and gives back the unused ones at its end.
    If the buckets are unavailable, calls go through: the provider's own limit still holds.
    """

    inner: LanguageModel
    spec: ModelSpec
    buckets: TokenBuckets
    clock: Clock

    def stream(self, request: ModelRequest) -> Iterator[ModelEvent]:
        """Yields the inner model's events. Raises Throttled at once if a bucket is empty; see the port."""
        charges = charges_of(self.spec, request)
        self._take(charges)
        is_silent = True
        try:
            for event in self.inner.stream(request):
                is_silent = False
                if isinstance(event, Finished):
                    self._settle(charges, event.usage.input_tokens + event.usage.output_tokens)
                yield event
        except QuorumError:
            if is_silent:
                self._give_back([charge for charge in charges if charge.unit == "tokens"])
            raise

    def _take(self, charges: Sequence[Charge]) -> None:
        now = self.clock.now().timestamp()
        for position, charge in enumerate(charges):
            wait_s = self._wait_s(charge, now)
            if wait_s:
                self._give_back(charges[:position])
                raise _throttled(self.spec, charge, wait_s)

    def _wait_s(self, charge: Charge, now: float) -> float:
        try:
            return self.buckets.take(charge.name, charge.cost_s, now=now)
        except Unavailable:
            return 0.0

    def _settle(self, charges: Sequence[Charge], tokens: int) -> None:
        if not self.spec.tokens_per_minute or not tokens:
            return
        used = token_charge(self.spec, tokens)
        taken = next(charge for charge in charges if charge.unit == "tokens")
        if used.cost_s < taken.cost_s:
            self._give_back([replace(taken, cost_s=taken.cost_s - used.cost_s)])

    def _give_back(self, charges: Sequence[Charge]) -> None:
        for charge in charges:
            with contextlib.suppress(Unavailable):
                self.buckets.give_back(charge.name, charge.cost_s)


def _throttled(spec: ModelSpec, charge: Charge, wait_s: float) -> Throttled:
    limit = spec.requests_per_minute if charge.unit == "requests" else spec.tokens_per_minute
    return Throttled(
        f"the model {spec.model_id!r} has had its {limit} {charge.unit} a minute",
        remedy=f"Repeat it in {wait_s:.1f} s.",
        retry_after_s=wait_s,
    )
