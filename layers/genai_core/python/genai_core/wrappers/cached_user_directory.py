"""Cache the addresses of users: the page lists workspaces often, and Cognito takes a call per user."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from genai_core.domain.identifiers import UserId
from genai_core.domain.recently_used import RecentlyUsed
from genai_core.ports.clock import Clock
from genai_core.ports.user_directory import UserDirectory

CACHED_S = 60.0
CACHED_USERS = 2000
_Key = tuple[UserId, bool]
_Looked = tuple[float, str]


@dataclass(frozen=True, slots=True)
class CachedUserDirectory:
    """A UserDirectory that looks a user up in another at most once a minute; failures are not cached."""

    inner: UserDirectory
    clock: Clock
    _cache: RecentlyUsed[_Key, _Looked] = field(
        default_factory=lambda: RecentlyUsed[_Key, _Looked](CACHED_USERS), repr=False
    )

    def addresses(self, user_ids: Collection[UserId], *, only_verified: bool = False) -> Mapping[UserId, str]:
        """Returns the addresses; one that has changed or is gone may be returned for a minute more."""
        now = self.clock.now().timestamp()
        cached = self._cache.known((user_id, only_verified) for user_id in user_ids)
        addresses = {user_id: text for (user_id, _), (at, text) in cached.items() if now - at < CACHED_S}
        missing = [user_id for user_id in dict.fromkeys(user_ids) if user_id not in addresses]
        if missing:
            looked_up = self.inner.addresses(missing, only_verified=only_verified)
            # A user without an address is cached, too.
            addresses |= {user_id: looked_up.get(user_id, "") for user_id in missing}
            self._cache.keep({(user_id, only_verified): (now, addresses[user_id]) for user_id in missing})
        return {user_id: address for user_id, address in addresses.items() if address}
