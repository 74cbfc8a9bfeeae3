"""Tokens: renewed before they expire, and kept between runs."""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import httpx

from quorum_client.cognito import Cognito
from quorum_client.errors import NotSignedIn
from quorum_client.session import Session, write_private

# The server refuses a token in its last minute; it is renewed before, so that it is valid on arrival.
MARGIN_S = 120.0


class Tokens:
    """Provides a valid id token; renews it or signs in if necessary.

    Args:
        http: The client of the whole connection.
        cache: File the tokens are kept in between runs; None keeps them in memory only.
    """

    def __init__(
        self,
        session: Session,
        http: httpx.Client,
        *,
        cache: Path | None = None,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._session, self._cache, self._now = session, cache, now
        self._cognito = Cognito(session, http)
        self._tokens: dict[str, str] = self._read_cache()

    def id_token(self) -> str:
        """Returns a token that is valid for at least two minutes. Raises NotSignedIn, QuorumUnreachable."""
        token = self._tokens.get("id_token", "")
        if token and expiry(token) - self._now() > MARGIN_S:
            return token
        self._tokens = self._renew() or self._sign_in()
        if self._cache:
            write_private(self._cache, {**self._tokens, "for": self._identity()})
        return self._tokens["id_token"]

    def forget(self) -> None:
        """Drops the tokens, which the server no longer accepts."""
        self._tokens = {}
        if self._cache:
            self._cache.unlink(missing_ok=True)

    def _sign_in(self) -> dict[str, str]:
        if not self._session.password:
            raise NotSignedIn("the sign-in has ended", remedy="Sign in again with `quorum sign-in`.")
        parameters = {"USERNAME": self._session.username, "PASSWORD": self._session.password}
        answer = self._cognito.initiate("USER_PASSWORD_AUTH", parameters)
        if "AuthenticationResult" not in answer:
            step = answer.get("ChallengeName", "another step")
            raise NotSignedIn(f"sign-in needs {step!r}", remedy="Finish it with `quorum sign-in`.")
        return _kept(answer)

    def _renew(self) -> dict[str, str] | None:
        refresh = self._tokens.get("refresh_token") or self._session.refresh_token
        if not refresh:
            return None
        try:
            answer = self._cognito.initiate("REFRESH_TOKEN_AUTH", {"REFRESH_TOKEN": refresh})
            return {"refresh_token": refresh, **_kept(answer)}
        except (NotSignedIn, KeyError):
            return None

    def _identity(self) -> str:
        return f"{self._session.username}@{self._session.user_pool_id}/{self._session.client_id}"

    def _read_cache(self) -> dict[str, str]:
        try:
            cached = json.loads(self._cache.read_text()) if self._cache else {}
        except (OSError, ValueError):
            return {}
        # Tokens of another user, or of a pool that was deployed again, do not fit this session.
        return cached if cached.get("for") == self._identity() else {}


def expiry(token: str) -> float:
    """Returns when a JWT ends, in seconds since 1970; 0 if it does not say."""
    try:
        return float(claims(token)["exp"])
    except (KeyError, TypeError, ValueError):
        return 0.0


def claims(token: str) -> dict[str, Any]:
    """Returns the claims of a JWT; none if it cannot be read. Only the server checks its signature."""
    try:
        part = token.split(".")[1]
        decoded = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    except (IndexError, ValueError):
        return {}
    return decoded if isinstance(decoded, dict) else {}


def _kept(answer: Mapping[str, Any]) -> dict[str, str]:
    result = answer["AuthenticationResult"]
    kept = {"id_token": result["IdToken"]}
    return {**kept, "refresh_token": result["RefreshToken"]} if "RefreshToken" in result else kept
