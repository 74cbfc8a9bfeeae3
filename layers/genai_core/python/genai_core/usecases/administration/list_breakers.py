"""Lists the circuit breakers of all models."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from genai_core.domain.callers import Caller
from genai_core.domain.generation.breakers import Breaker
from genai_core.domain.generation.models import ModelSpec
from genai_core.domain.identifiers import ModelId
from genai_core.domain.permissions import require_in_deployment
from genai_core.domain.protocol.administration import BreakerList, ModelBreaker
from genai_core.ports.breaker_state import BreakerState
from genai_core.ports.clock import Clock


@dataclass(frozen=True, slots=True)
class ListBreakers:
    """Reads the breakers that all functions share.

    Attributes:
        catalogue: Returns the models of the deployment.
    """

    catalogue: Callable[[], Sequence[ModelSpec]]
    state: BreakerState
    clock: Clock

    def __call__(self, caller: Caller) -> BreakerList:
        """Returns the breakers in the operator's order.

        Raises:
            Forbidden: The caller is not an administrator.
            Unavailable: The state cannot be read now.
        """
        require_in_deployment("read administration", caller)
        now = self.clock.now().timestamp()
        ids = [spec.model_id for spec in self.catalogue()]
        return BreakerList(tuple(_shown(each, self.state.read(each), now) for each in ids))


def _shown(model_id: ModelId, breaker: Breaker, now: float) -> ModelBreaker:
    if not breaker.is_tripped:
        return ModelBreaker(model_id, "closed", breaker.failures, None)
    until = datetime.fromtimestamp(breaker.rests_until, UTC).isoformat(timespec="seconds")
    return ModelBreaker(model_id, "open" if breaker.is_resting(now) else "trial", breaker.failures, until)
