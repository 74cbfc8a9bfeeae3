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
        places: All tables, the bucket and the index.
    """

    places: Sequence[TraceStore]

    def find(self, subject: str) -> dict[str, list[str]]:
        """Returns the keys of records that still name the workspace or user, or one of its runs, by store.

        Raises:
            InvalidInput: It cannot be an id.
        """
        ids = self._ids(subject)
        keys_by_place = {place.name: place.find(ids) for place in self.places}
        return {name: keys for name, keys in keys_by_place.items() if keys}

    def __call__(self, subject: str) -> dict[str, int]:
        """Erases them and returns the number of records by store; may be repeated. Raises InvalidInput."""
        ids = self._ids(subject)
        erased = {place.name: place.erase(ids) for place in self.places}
        return {name: count for name, count in erased.items() if count}

    def _ids(self, subject: str) -> set[str]:
        if not _ID.fullmatch(subject):
            raise InvalidInput(
                f"{subject!r:.80} is not an id", remedy="Give the id of a workspace or a user, not a name."
            )
        ids = {subject}
        for place in self.places:
            ids |= place.related({subject})
        return ids
