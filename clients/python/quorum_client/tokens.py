"""Sign-in with Cognito over plain HTTP, and tokens kept until they expire."""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import httpx

from quorum_client.errors import NotSignedIn, QuorumUnreachable
from quorum_client.session import Session, write_private

# A token is renewed this long before it ends, so that it is still good when the server looks at it.
MARGIN_S = 60.0


class Tokens:
    """Gives out a valid id token; signs in, or renews, when there is none.

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
        self._session, self._http, self._cache, self._now = session, http, cache, now
        self._tokens: dict[str, str] = self._read_cache()

    def id_token(self) -> str:
        """Returns a token that is valid for at least a minute. Raises NotSignedIn, QuorumUnreachable."""
        token = self._tokens.get("id_token", "")
        if token and expiry(token) - self._now() > MARGIN_S:
            return token
        self._tokens = self._renew() or self._sign_in()
        if self._cache:
            write_private(self._cache, {**self._tokens, "for": self._identity()})
        return self._tokens["id_token"]

    def forget(self) -> None:
        """Drops the tokens: the server does not take them any more."""
        self._tokens = {}
        if self._cache:
            self._cache.unlink(missing_ok=True)

    def _sign_in(self) -> dict[str, str]:
        if not self._session.password:
            raise NotSignedIn("the session holds no password", remedy="Sign in again with `quorum sign-in`.")
        parameters = {"USERNAME": self._session.username, "PASSWORD": self._session.password}
        answer = self._initiate("USER_PASSWORD_AUTH", parameters)
        if "AuthenticationResult" not in answer:
            step = answer.get("ChallengeName", "another step")
            raise NotSignedIn(f"sign-in needs {step!r}", remedy="Finish it on the page once, then repeat.")
        return _kept(answer)

    def _renew(self) -> dict[str, str] | None:
        refresh = self._tokens.get("refresh_token")
        if not refresh:
            return None
        try:
            answer = self._initiate("REFRESH_TOKEN_AUTH", {"REFRESH_TOKEN": refresh})
            return {"refresh_token": refresh, **_kept(answer)}
        except (NotSignedIn, KeyError):
            return None

    def _initiate(self, flow: str, parameters: Mapping[str, str]) -> dict[str, Any]:
        session = self._session
        url = session.endpoint_url or f"https://cognito-idp.{session.region}.amazonaws.com"
        try:
            response = self._http.post(
                url + "/",
                headers={
                    "content-type": "application/x-amz-json-1.1",
                    "x-amz-target": "AWSCognitoIdentityProviderService.InitiateAuth",
                    # An emulator tells services apart by it; Cognito needs no signature for this call.
                    "authorization": f"AWS4-HMAC-SHA256 Credential=none/19700101/{session.region}"
                    "/cognito-idp/aws4_request, SignedHeaders=host, Signature=none",
                }
                if session.endpoint_url
                else {
                    "content-type": "application/x-amz-json-1.1",
                    "x-amz-target": "AWSCognitoIdentityProviderService.InitiateAuth",
                },
                content=json.dumps(
                    {"AuthFlow": flow, "ClientId": session.client_id, "AuthParameters": dict(parameters)}
                ),
            )
        except httpx.HTTPError as error:
            raise QuorumUnreachable(
                f"sign-in at {url} does not answer ({error})", remedy="Start Quorum with `make start`."
            ) from error
        if response.status_code != 200:
            raise NotSignedIn(_reason(response), remedy="Check user and password, or run `make start` again.")
        return response.json()

    def _identity(self) -> str:
        return f"{self._session.username}@{self._session.user_pool_id}/{self._session.client_id}"

    def _read_cache(self) -> dict[str, str]:
        try:
            found = json.loads(self._cache.read_text()) if self._cache else {}
        except (OSError, ValueError):
            return {}
        # Tokens of another user or of a pool that was deployed anew are none of ours.
        return found if found.get("for") == self._identity() else {}


def expiry(token: str) -> float:
    """Returns the second a JWT ends at; 0 where it says none. Its signature is the server's to check."""
    try:
        part = token.split(".")[1]
        return float(json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))["exp"])
    except (IndexError, KeyError, TypeError, ValueError):
        return 0.0


def _kept(answer: Mapping[str, Any]) -> dict[str, str]:
    result = answer["AuthenticationResult"]
    kept = {"id_token": result["IdToken"]}
    return {**kept, "refresh_token": result["RefreshToken"]} if "RefreshToken" in result else kept


def _reason(response: httpx.Response) -> str:
    try:
        found = response.json()
        return f"sign-in was refused: {found.get('message') or found.get('Message') or found}"
    except ValueError:
        return f"sign-in was refused with status {response.status_code}"
