"""Port: the user directory, which is the sign-in service's record of its users."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Protocol

from genai_core.domain.identifiers import UserId


class UserDirectory(Protocol):
    """Looks up the e-mail addresses of users."""

    def addresses(self, user_ids: Collection[UserId], *, only_verified: bool = False) -> Mapping[UserId, str]:
        """Returns the address of each user; a user who is gone, or has none, is left out.

        Args:
            only_verified: Leave out addresses that their users have not proved to be theirs.

        It makes one call per user, so use it for at most a few hundred.

        Raises:
            Unavailable: The directory cannot be reached now.
        """
        ...
