"""A user directory in a dictionary."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from genai_core.domain.identifiers import UserId


class MemoryUserDirectory:
    """Knows the addresses that it is given; all are verified but those of the users named so."""

    def __init__(self, known: Mapping[UserId, str], unverified: Collection[UserId] = ()) -> None:
        self._known, self._unverified = dict(known), frozenset(unverified)

    def addresses(self, user_ids: Collection[UserId], *, only_verified: bool = False) -> Mapping[UserId, str]:
        left_out = self._unverified if only_verified else frozenset[UserId]()
        wanted = [user_id for user_id in user_ids if user_id in self._known and user_id not in left_out]
        return {user_id: self._known[user_id] for user_id in wanted}
