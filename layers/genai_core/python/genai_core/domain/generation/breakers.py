"""Circuit breakers: how often a model failed lately, and until when it rests."""

from __future__ import annotations

from dataclasses import dataclass

_RESTS = "times in a row and rests"


@dataclass(frozen=True, slots=True)
class Breaker:
    """One model's breaker; times are seconds since the epoch.

    Attributes:
        failures: In a row, each within the window of the one before.
        rests_until: 0 while it is closed; after that moment one caller may try again.
    """

    failures: int = 0
    rests_until: float = 0.0

    @property
    def is_tripped(self) -> bool:
        return self.rests_until > 0.0

    def is_resting(self, now: float) -> bool:
        """True while nobody may call."""
        return now < self.rests_until


def resting_words(name: str, failures: int) -> str:
    """Returns why nobody may call a model now."""
    return f"the model {name!r} failed {failures} {_RESTS}"


def says_resting(reason: str) -> bool:
    """True if a call was refused in these words."""
    return _RESTS in reason
