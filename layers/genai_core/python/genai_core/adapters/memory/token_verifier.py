"""A token verifier that issues its own tokens."""

from __future__ import annotations

import secrets

from genai_core.domain.callers import Caller
from genai_core.domain.email_addresses import EmailAddress
from genai_core.domain.identifiers import UserId
from genai_core.errors import Forbidden
from genai_core.ports.clock import Clock


class MemoryTokenVerifier:
    """Issues and verifies random tokens."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._tokens: dict[str, tuple[Caller, float]] = {}

    def issue(
        self,
        user_id: UserId,
        *,
        valid_s: int = 3600,
        is_administrator: bool = False,
        email: EmailAddress | None = None,
    ) -> str:
        """Returns a token that is valid for `valid_s` seconds."""
        token = secrets.token_urlsafe(24)
        expires_at = self._clock.now().timestamp() + valid_s
        self._tokens[token] = (Caller(user_id, is_administrator, email), expires_at)
        return token

    def verify(self, token: str) -> Caller:
        caller, expires_at = self._tokens.get(token, (Caller(UserId("")), 0.0))
        if expires_at <= self._clock.now().timestamp():
            raise Forbidden("the token is not valid", remedy="Sign in again.")
        return caller
