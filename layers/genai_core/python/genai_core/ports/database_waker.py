"""The database waker: has a paused database started before anybody asks it something."""

from __future__ import annotations

from typing import Protocol


class DatabaseWaker(Protocol):
    """Wakes the database."""

    def wake(self) -> None:
        """Asks for it and returns at once; waking one that is awake does nothing.

        Raises:
            Unavailable: It cannot be asked for now.
        """
        ...
