"""The token verifier."""

from __future__ import annotations

from typing import Protocol

from genai_core.domain.callers import Caller


class TokenVerifier(Protocol):
    """Checks a sign-in token."""

    def verify(self, token: str) -> Caller:
        """Returns who it was issued to.

        Raises:
            Forbidden: It is malformed, forged, expired, or issued by or for someone else.
            Unavailable: The issuer's keys cannot be read now, and were not read before.
        """
        ...
