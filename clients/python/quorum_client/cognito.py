"""Cognito's user-pool API over plain HTTP: JSON 1.1, without a signature and without AWS's SDK."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import httpx

from quorum_client.errors import NotSignedIn, QuorumUnreachable
from quorum_client.session import Session

_SERVICE = "AWSCognitoIdentityProviderService"


class CognitoRefused(NotSignedIn):
    """Cognito answered with an error.

    Attributes:
        code: Its name at Cognito, for example `CodeMismatchException`.
        reason: Cognito's own sentence.
    """

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(f"sign-in was refused: {reason.rstrip('.')}", remedy=_remedy(code, reason))
        self.code, self.reason = code, reason


class Cognito:
    """Calls the pool of one deployment. Raises CognitoRefused and QuorumUnreachable."""

    def __init__(self, session: Session, http: httpx.Client) -> None:
        self._session, self._http = session, http
        self._url = session.endpoint_url or f"https://cognito-idp.{session.region}.amazonaws.com"

    def initiate(self, flow: str, parameters: Mapping[str, str]) -> dict[str, Any]:
        """Begins a sign-in; returns tokens, or the challenge that comes next."""
        return self._call("InitiateAuth", self._client(AuthFlow=flow, AuthParameters=dict(parameters)))

    def respond(self, challenge: str, session: str, responses: Mapping[str, str]) -> dict[str, Any]:
        """Answers a challenge; returns tokens, or the next challenge."""
        fields = {"ChallengeName": challenge, "Session": session, "ChallengeResponses": dict(responses)}
        return self._call("RespondToAuthChallenge", self._client(**fields))

    def associate(self, session: str) -> dict[str, Any]:
        """Returns a new secret for an authenticator app, and the session to continue with."""
        return self._call("AssociateSoftwareToken", {"Session": session})

    def verify(self, session: str, code: str) -> dict[str, Any]:
        """Proves that the app has the secret; returns the session to continue with."""
        return self._call("VerifySoftwareToken", {"Session": session, "UserCode": code})

    def revoke(self, refresh_token: str) -> None:
        """Ends a sign-in: its refresh token, and the tokens made with it, are not valid any more."""
        self._call("RevokeToken", self._client(Token=refresh_token))

    def _client(self, **fields: Any) -> dict[str, Any]:
        return {"ClientId": self._session.client_id, **fields}

    def _call(self, action: str, fields: Mapping[str, Any]) -> dict[str, Any]:
        headers = {"content-type": "application/x-amz-json-1.1", "x-amz-target": f"{_SERVICE}.{action}"}
        try:
            response = self._http.post(self._url + "/", headers=headers, content=json.dumps(fields))
        except httpx.HTTPError as error:
            raise QuorumUnreachable(
                f"sign-in at {self._url} does not answer ({error or type(error).__name__})",
                remedy="Check the network; a laptop's is started with `make start`.",
            ) from error
        if response.status_code != 200:
            raise _refusal(response)
        return response.json() if response.content else {}


def _refusal(response: httpx.Response) -> CognitoRefused:
    try:
        body = response.json()
    except ValueError:
        body = {}
    problem: Mapping[str, Any] = body if isinstance(body, dict) else {}
    name = str(problem.get("__type") or response.headers.get("x-amzn-errortype") or "")
    reason = str(problem.get("message") or problem.get("Message") or f"status {response.status_code}")
    return CognitoRefused(name.rpartition("#")[2].partition(":")[0], reason)


def _remedy(code: str, reason: str) -> str:
    if code == "NotAuthorizedException" and "session" in reason.lower():
        return "It took too long. Begin again with `quorum sign-in`."
    return _REMEDIES.get(code, "Check the e-mail address and the password, then run `quorum sign-in` again.")


_AGAIN = "Run `quorum sign-in` again."
_REMEDIES = {
    "CodeMismatchException": _AGAIN,
    "EnableSoftwareTokenMFAException": _AGAIN,
    "ExpiredCodeException": _AGAIN,
    "InvalidPasswordException": _AGAIN,
    "LimitExceededException": "Wait a few minutes, then try again.",
    "PasswordHistoryPolicyViolationException": _AGAIN,
    "PasswordResetRequiredException": "Ask your administrator for a new temporary password.",
    "ResourceNotFoundException": "The deployment has changed. Sign in with its `--config-url` again.",
    "TooManyRequestsException": "Wait a few minutes, then try again.",
    "UserNotConfirmedException": "Ask your administrator to confirm your account.",
}
