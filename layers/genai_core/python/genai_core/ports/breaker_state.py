"""The breaker state: circuit breakers shared by all functions that call the same model."""

from __future__ import annotations

from typing import Protocol

from genai_core.domain.generation.breakers import Breaker


class BreakerState(Protocol):
    """Keeps one breaker per name; times are seconds since the epoch, given by the caller.

    Raises:
        Unavailable: The state cannot be read or written now; a call may go on without it.
    """

    def read(self, name: str) -> Breaker:
        """Returns the breaker; a closed one if nothing is known."""
        ...

    def add_failure(self, name: str, *, now: float, window_s: float) -> Breaker:
        """Counts one failure, from 1 again where the last is older than the window. Atomic; returns the
        breaker after it."""
        ...

    def rest(self, name: str, *, until: float, seen: Breaker) -> bool:
        """Opens it, or leaves it open for longer, where its `rests_until` is still the one `seen`.

        Returns:
            True for the one caller whose change it was; that one may try the model.
        """
        ...

    def close(self, name: str) -> None:
        """Forgets failures; may be repeated."""
        ...
