"""Verifies tokens of a Cognito user pool offline, with the pool's public keys."""

from __future__ import annotations

import json
import time
from typing import Any

import jwt
import urllib3
from jwt.algorithms import RSAAlgorithm

from genai_core.domain.callers import Caller, known_groups
from genai_core.domain.email_addresses import verified_address
from genai_core.domain.identifiers import UserId
from genai_core.errors import Forbidden, Overloaded
from genai_core.ports.clock import Clock

_REFETCH_S = 60.0
_TIMEOUT_S = 3.0
_LEEWAY_S = 5
CACHED_S = 60
"""How long the gateway caches a decision: a token that ends sooner would be accepted after its end."""
_LONGEST_TOKEN = 8192


class CognitoTokenVerifier:
    """Checks access and id tokens offline.

    The keys are fetched once and kept. They are fetched again if a token names an unknown key, at most once
    a minute, so that forged tokens cannot cause a flood of requests to the issuer.

    Args:
        keys_url: The pool's JWKS.
    """

    def __init__(self, *, issuer: str, client_id: str, keys_url: str, clock: Clock) -> None:
        self._issuer = issuer
        self._client_id = client_id
        self._keys_url = keys_url
        self._clock = clock
        self._keys: dict[str, Any] = {}
        self._fetched_at = float("-inf")
        self._http = urllib3.PoolManager(retries=urllib3.Retry(2, backoff_factor=0.1, redirect=0))

    def verify(self, token: str) -> Caller:
        if len(token) > _LONGEST_TOKEN:
            raise _refused(f"it has {len(token)} characters")
        try:
            header = jwt.get_unverified_header(token)
            key = self._key(str(header.get("kid", "")))
            # Not from the header: a token must not choose its own algorithm.
            claims = jwt.decode(
                token,
                key,
                algorithms=["RS256"],
                issuer=self._issuer,
                leeway=_LEEWAY_S,
                options={"require": ["exp", "iss", "sub"], "verify_aud": False},
            )
        except jwt.PyJWTError as error:
            raise _refused(str(error)) from None
        self._check_audience(claims)
        if claims["exp"] < time.time() + CACHED_S:
            raise _refused(f"it ends within {CACHED_S} s")
        named = claims.get("cognito:groups")
        groups = known_groups(named if isinstance(named, list) else ())
        # An access token names no address; an id token does.
        email = verified_address(claims.get("email"), claims.get("email_verified"))
        return Caller(UserId(str(claims["sub"])), groups, email)

    def _check_audience(self, claims: dict[str, Any]) -> None:
        """An access token names its client in `client_id`, an id token in `aud`."""
        use = claims.get("token_use")
        audience = {"access": claims.get("client_id"), "id": claims.get("aud")}.get(str(use))
        if audience != self._client_id:
            raise _refused(f"it is a {use!r} token for {audience!r}")

    def _key(self, key_id: str) -> Any:
        due = self._clock.monotonic() - self._fetched_at >= _REFETCH_S
        if key_id not in self._keys and due:
            self._fetch()
        key = self._keys.get(key_id)
        if key is None:
            raise _refused(f"its key {key_id!r:.80} is unknown")
        return key

    def _fetch(self) -> None:
        self._fetched_at = self._clock.monotonic()
        try:
            self._keys = self._read()
        except Overloaded:
            if self._keys:
                return  # the keys kept stay valid; only the new one must wait
            self._fetched_at = float("-inf")
            raise

    def _read(self) -> dict[str, Any]:
        try:
            answer = self._http.request("GET", self._keys_url, timeout=_TIMEOUT_S)
            keys: list[dict[str, Any]] = json.loads(answer.data)["keys"]
            return {key["kid"]: RSAAlgorithm.from_jwk(key) for key in keys if key["kty"] == "RSA"}
        except (urllib3.exceptions.HTTPError, jwt.PyJWTError, ValueError, KeyError, TypeError) as error:
            raise Overloaded(f"the keys at {self._keys_url!r} cannot be read: {error}") from error


def _refused(why: str) -> Forbidden:
    return Forbidden(f"the token is not valid: {why}", remedy="Sign in again.")
