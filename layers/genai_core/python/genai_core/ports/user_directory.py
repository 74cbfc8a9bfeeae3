"""The user directory: the sign-in's own record of its users."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Protocol

from genai_core.domain.identifiers import UserId


class UserDirectory(Protocol):
    """Knows the e-mail addresses of users."""

    def addresses(self, user_ids: Collection[UserId]) -> Mapping[UserId, str]:
        """Returns the address of each user, verified or not; a user who is gone is left out.

        It is one call a user, so it is for lists of at most some hundred.

        Raises:
            Unavailable: The directory cannot be reached now.
        """
        ...
