"""A token verifier that issues its own tokens."""

from __future__ import annotations

import secrets
from collections.abc import Iterable

from genai_core.domain.callers import Caller, Group, known_groups
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
        groups: Iterable[Group] = (),
        email: EmailAddress | None = None,
    ) -> str:
        """Returns a token that is valid for `valid_s` seconds."""
        token = secrets.token_urlsafe(24)
        expires_at = self._clock.now().timestamp() + valid_s
        self._tokens[token] = (Caller(user_id, known_groups(tuple(groups)), email), expires_at)
        return token

    def verify(self, token: str) -> Caller:
        caller, expires_at = self._tokens.get(token, (Caller(UserId("")), 0.0))
        if expires_at <= self._clock.now().timestamp():
            raise Forbidden("the token is not valid", remedy="Sign in again.")
        return caller
