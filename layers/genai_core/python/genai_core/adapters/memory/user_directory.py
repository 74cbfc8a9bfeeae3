"""A user directory in a dictionary."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from genai_core.domain.identifiers import UserId


class MemoryUserDirectory:
    """Knows the addresses that it is given."""

    def __init__(self, known: Mapping[UserId, str]) -> None:
        self._known = dict(known)

    def addresses(self, user_ids: Collection[UserId]) -> Mapping[UserId, str]:
        return {user_id: self._known[user_id] for user_id in user_ids if user_id in self._known}
