"""A token verifier that knows the tokens it issued."""

from __future__ import annotations

import secrets

from genai_core.domain.identifiers import UserId
from genai_core.errors import Forbidden
from genai_core.ports.clock import Clock


class MemoryTokenVerifier:
    """Issues and checks random tokens."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._tokens: dict[str, tuple[UserId, float]] = {}

    def issue(self, user_id: UserId, *, valid_s: int = 3600) -> str:
        """Returns a token that is good for so long."""
        token = secrets.token_urlsafe(24)
        self._tokens[token] = (user_id, self._clock.now().timestamp() + valid_s)
        return token

    def verify(self, token: str) -> UserId:
        user_id, expires_at = self._tokens.get(token, (UserId(""), 0.0))
        if expires_at <= self._clock.now().timestamp():
            raise Forbidden("the token is not valid", remedy="Sign in again.")
        return user_id
