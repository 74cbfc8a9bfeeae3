"""Find and erase everything that still names a deleted workspace or user."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from genai_core.errors import InvalidInput
from genai_core.ports.trace_store import TraceStore

_ID = re.compile(r"[A-Za-z0-9_-]{3,128}")


@dataclass(frozen=True, slots=True)
class Sweep:
    """Searches every store, not only those that a deletion covers.

    It reads whole tables, so it is for operators.

    Attributes:
        stores: All tables, the bucket and the index.
    """

    stores: Sequence[TraceStore]

    def find(self, subject: str) -> dict[str, list[str]]:
        """Returns the keys of records that still name the workspace or user, or one of its runs, by store.

        Raises:
            InvalidInput: It cannot be an id.
        """
        ids = self._ids(subject)
        keys_by_store = {store.name: store.find(ids) for store in self.stores}
        return {name: keys for name, keys in keys_by_store.items() if keys}

    def __call__(self, subject: str) -> dict[str, int]:
        """Erases them and returns the number of records by store; may be repeated. Raises InvalidInput."""
        ids = self._ids(subject)
        erased = {store.name: store.erase(ids) for store in self.stores}
        return {name: count for name, count in erased.items() if count}

    def _ids(self, subject: str) -> set[str]:
        if not _ID.fullmatch(subject):
            raise InvalidInput(
                f"{subject!r:.80} is not an id", remedy="Give the id of a workspace or a user, not a name."
            )
        ids = {subject}
        for store in self.stores:
            ids |= store.related({subject})
        return ids
