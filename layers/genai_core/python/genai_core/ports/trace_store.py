"""The trace store: one place in which data of a workspace or a user may lie."""

from __future__ import annotations

from collections.abc import Set
from typing import Protocol


class TraceStore(Protocol):
    """Finds and erases whatever names one of some ids, even if nothing else leads there any more.

    Attributes:
        name: Of the place, such as a table's.
    """

    @property
    def name(self) -> str: ...

    def related(self, ids: Set[str], /) -> set[str]:
        """Returns the runs that belong to these workspaces or users: their records name nothing else."""
        ...

    def find(self, ids: Set[str]) -> list[str]:
        """Returns the keys of what names one of them."""
        ...

    def erase(self, ids: Set[str]) -> int:
        """Erases what names one of them and returns how many records that were; may be repeated."""
        ...
