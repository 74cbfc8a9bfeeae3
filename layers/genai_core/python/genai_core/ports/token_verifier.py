"""Port: sign-in tokens."""

from __future__ import annotations

from typing import Protocol

from genai_core.domain.callers import Caller


class TokenVerifier(Protocol):
    """Verifies sign-in tokens."""

    def verify(self, token: str) -> Caller:
        """Returns the caller that the token was issued to.

        Raises:
            Forbidden: The token is malformed, forged or expired, or has another issuer or audience.
            Unavailable: The issuer's keys cannot be read now and were never read before.
        """
        ...
