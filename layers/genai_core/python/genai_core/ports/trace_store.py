"""Port: a store that may hold data of a workspace or a user, for erasure."""

from __future__ import annotations

from collections.abc import Set
from typing import Protocol


class TraceStore(Protocol):
    """Finds and erases records that contain one of the given ids, even if no other record refers to them.

    Attributes:
        name: Name of the store, such as a table.
    """

    @property
    def name(self) -> str: ...

    def related(self, ids: Set[str], /) -> set[str]:
        """Returns the runs of these workspaces or users, since some records contain only a run id."""
        ...

    def find(self, ids: Set[str]) -> list[str]:
        """Returns the keys of the records that contain one of the ids."""
        ...

    def erase(self, ids: Set[str]) -> int:
        """Erases the records that contain one of the ids and returns their number; may be repeated."""
        ...
