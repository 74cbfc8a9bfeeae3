"""The rate meter: how much of each allowance is taken, by all functions together."""

from __future__ import annotations

from typing import Protocol


class RateMeter(Protocol):
    """Keeps one moment per allowance; see `domain.rate_limits`. Times are seconds since the epoch, given
    by the caller.

    Raises:
        Unavailable: It cannot be read or written now; a call may go on without it.
    """

    def take(self, name: str, cost_s: float, *, now: float) -> float:
        """Takes a share where it fits. Atomic.

        Returns:
            0 where it was taken; else how many seconds to wait, and nothing was taken.
        """
        ...

    def give_back(self, name: str, cost_s: float) -> None:
        """Returns what was taken and not used; nothing happens where nothing is known."""
        ...
