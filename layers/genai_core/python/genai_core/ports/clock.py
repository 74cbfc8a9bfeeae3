"""Port: time."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the time; tests use their own."""

    def now(self) -> datetime:
        """Returns the current time, timezone-aware, UTC."""
        ...

    def monotonic(self) -> float:
        """Returns monotonic seconds, for measuring durations."""
        ...

    def sleep(self, seconds: float) -> None:
        """Waits for the given number of seconds."""
        ...
