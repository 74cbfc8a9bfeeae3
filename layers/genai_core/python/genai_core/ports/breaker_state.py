"""Port: circuit breakers that all functions share."""

from __future__ import annotations

from typing import Protocol

from genai_core.domain.generation.breakers import Breaker


class BreakerState(Protocol):
    """Stores one breaker per name; the caller gives times, in seconds since the epoch.

    Raises:
        Unavailable: The state cannot be read or written now; calls may continue without it.
    """

    def read(self, name: str) -> Breaker:
        """Returns the breaker; a closed one if none is stored."""
        ...

    def add_failure(self, name: str, *, now: float, window_s: float) -> Breaker:
        """Counts a failure and returns the breaker; starts again at 1 if the last failure is older than the
        window. Atomic."""
        ...

    def rest(self, name: str, *, until: float, seen: Breaker) -> bool:
        """Opens the breaker, or keeps it open longer, if its `rests_until` still equals that of `seen`.

        Returns:
            True for the one caller that changed it, which may try the model.
        """
        ...

    def close(self, name: str) -> None:
        """Closes the breaker and clears its failures; may be repeated."""
        ...
