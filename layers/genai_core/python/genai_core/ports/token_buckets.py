"""Port: token buckets that all functions share, one per allowance."""

from __future__ import annotations

from typing import Protocol


class TokenBuckets(Protocol):
    """Stores each bucket as one moment; see `domain.generation.rate_limits`.

    The caller gives the time, in seconds since the epoch.

    Raises:
        Unavailable: The buckets cannot be read or written now; calls may continue without them.
    """

    def take(self, name: str, cost_s: float, *, now: float) -> float:
        """Takes `cost_s` from the bucket if it holds that much. Atomic.

        Returns:
            0 if it was taken; otherwise the seconds to wait, and nothing is taken.
        """
        ...

    def give_back(self, name: str, cost_s: float) -> None:
        """Returns what was taken and not used; does nothing for an unknown bucket."""
        ...
