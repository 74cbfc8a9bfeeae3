"""Port: start a paused database before it is needed."""

from __future__ import annotations

from typing import Protocol


class DatabaseWaker(Protocol):
    """Wakes the database."""

    def wake(self) -> None:
        """Requests the start and returns at once; does nothing if the database is awake.

        Raises:
            Unavailable: The start cannot be requested now.
        """
        ...
