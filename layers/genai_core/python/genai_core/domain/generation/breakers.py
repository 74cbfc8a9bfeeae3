"""Circuit breakers: how often a model failed recently, and until when its breaker is open."""

from __future__ import annotations

from dataclasses import dataclass

_RESTS = "times in a row and rests"


@dataclass(frozen=True, slots=True)
class Breaker:
    """One model's breaker; times are seconds since the epoch.

    Attributes:
        failures: Consecutive failures, each within the window of the one before.
        rests_until: 0 while the breaker is closed; after this time one caller may try again.
    """

    failures: int = 0
    rests_until: float = 0.0

    @property
    def is_tripped(self) -> bool:
        return self.rests_until > 0.0

    def is_resting(self, now: float) -> bool:
        """True while no caller may use the model."""
        return now < self.rests_until


def open_breaker_reason(name: str, failures: int) -> str:
    """Returns why a model may not be called now."""
    return f"the model {name!r} failed {failures} {_RESTS}"


def is_open_breaker_reason(reason: str) -> bool:
    """True if a call was refused by an open breaker."""
    return _RESTS in reason
