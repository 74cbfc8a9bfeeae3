"""Port: the user directory, which is the sign-in service's record of its users."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Protocol

from genai_core.domain.identifiers import UserId


class UserDirectory(Protocol):
    """Looks up the e-mail addresses of users."""

    def addresses(self, user_ids: Collection[UserId]) -> Mapping[UserId, str]:
        """Returns the address of each user, verified or not; a user who is gone is left out.

        It makes one call per user, so use it for at most a few hundred.

        Raises:
            Unavailable: The directory cannot be reached now.
        """
        ...
