"""The clock."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the time; tests bring their own."""

    def now(self) -> datetime:
        """Returns the time of day, aware, UTC."""
        ...

    def monotonic(self) -> float:
        """Returns seconds that never go back, for measuring."""
        ...

    def sleep(self, seconds: float) -> None:
        """Waits."""
        ...
