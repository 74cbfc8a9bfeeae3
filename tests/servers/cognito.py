"""A user pool that speaks Cognito's wire format, as strict as Cognito: sessions end, codes are checked.

It also serves the page's `config.json` and one REST route, so that a whole sign-in can be tried.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
import time
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from tests.servers.loopback import LoopbackHandler, LoopbackServer, serving

CLIENT_ID = "client"


@dataclass
class User:
    """One user of the pool.

    Attributes:
        is_temporary: A new password is asked for at the next sign-in.
        secret: Of the authenticator app, base32; empty before it is set up.
        factors: The factors a sign-in is to choose from; one is not chosen but asked for.
        must_set_up: A second factor is required and has to be set up.
    """

    name: str
    password: str
    is_temporary: bool = False
    required_attributes: tuple[str, ...] = ()
    secret: str = ""
    factors: tuple[str, ...] = ("SOFTWARE_TOKEN_MFA",)
    must_set_up: bool = False
    attributes: dict[str, str] = field(default_factory=dict[str, str])

    @property
    def user_id(self) -> str:
        return f"id-of-{self.name}"


@dataclass
class Step:
    """What a session stands for: one challenge of one user, until it ends."""

    user: User
    challenge: str
    ends_at: float
    secret: str = ""
    is_verified: bool = False


@dataclass
class Pool:
    """Users, and what is under way. Raises Refusal as Cognito answers with errors."""

    users: dict[str, User] = field(default_factory=dict[str, User])
    steps: dict[str, Step] = field(default_factory=dict[str, Step])
    refresh_tokens: dict[str, User] = field(default_factory=dict[str, User])
    session_s: float = 180.0
    token_s: float = 3600.0
    providers: list[dict[str, str]] = field(default_factory=list[dict[str, str]])

    def add(self, user: User) -> User:
        self.users[user.name] = user
        return user

    def call(self, action: str, body: Mapping[str, Any]) -> dict[str, Any]:
        match action:
            case "InitiateAuth":
                return self._initiate(body["AuthFlow"], body["AuthParameters"])
            case "RespondToAuthChallenge":
                return self._respond(body)
            case "AssociateSoftwareToken":
                step = self._step(body["Session"], "MFA_SETUP")
                step.secret = base64.b32encode(secrets.token_bytes(20)).decode()
                return {"SecretCode": step.secret, "Session": body["Session"]}
            case "VerifySoftwareToken":
                return self._verify(body)
            case "RevokeToken":
                self.refresh_tokens.pop(body["Token"], None)
                return {}
            case _:
                raise Refusal("InvalidAction", f"{action} is unknown")

    def _initiate(self, flow: str, given: Mapping[str, str]) -> dict[str, Any]:
        if flow == "REFRESH_TOKEN_AUTH":
            user = self.refresh_tokens.get(given["REFRESH_TOKEN"])
            if user is None:
                raise Refusal("NotAuthorizedException", "Refresh Token has been revoked")
            return {"AuthenticationResult": {"IdToken": self._token(user), "TokenType": "Bearer"}}
        user = self.users.get(given["USERNAME"])
        if user is None or user.password != given["PASSWORD"]:
            raise Refusal("NotAuthorizedException", "Incorrect username or password.")
        return self._next(user)

    def _next(self, user: User) -> dict[str, Any]:
        if user.is_temporary:
            required = json.dumps([f"userAttributes.{name}" for name in user.required_attributes])
            return self._challenge(user, "NEW_PASSWORD_REQUIRED", requiredAttributes=required)
        if user.secret and len(user.factors) > 1:
            return self._challenge(user, "SELECT_MFA_TYPE", MFAS_CAN_CHOOSE=json.dumps(user.factors))
        if user.secret:
            return self._challenge(user, "SOFTWARE_TOKEN_MFA")
        if user.must_set_up:
            return self._challenge(user, "MFA_SETUP", MFAS_CAN_SETUP=json.dumps(user.factors))
        return self._tokens(user)

    def _respond(self, body: Mapping[str, Any]) -> dict[str, Any]:
        step = self._step(body["Session"], body["ChallengeName"])
        given: Mapping[str, str] = body["ChallengeResponses"]
        if given.get("USERNAME") != step.user.user_id:
            raise Refusal("InvalidParameterException", "USERNAME is not the session's")
        result = getattr(self, f"_answer_{step.challenge.lower()}")(step, given)
        del self.steps[body["Session"]]
        return result

    def _answer_new_password_required(self, step: Step, given: Mapping[str, str]) -> dict[str, Any]:
        user, password = step.user, given["NEW_PASSWORD"]
        if len(password) < 12:
            raise Refusal("InvalidPasswordException", "Password not long enough")
        missing = [name for name in user.required_attributes if not given.get(f"userAttributes.{name}")]
        if missing:
            raise Refusal("InvalidParameterException", f"Missing {missing}")
        user.attributes |= {name: given[f"userAttributes.{name}"] for name in user.required_attributes}
        user.password, user.is_temporary = password, False
        return self._next(user)

    def _answer_software_token_mfa(self, step: Step, given: Mapping[str, str]) -> dict[str, Any]:
        if given["SOFTWARE_TOKEN_MFA_CODE"] not in codes(step.user.secret):
            raise Refusal("CodeMismatchException", "Invalid code received for user")
        return self._tokens(step.user)

    def _answer_select_mfa_type(self, step: Step, given: Mapping[str, str]) -> dict[str, Any]:
        return self._challenge(step.user, given["ANSWER"])

    def _answer_mfa_setup(self, step: Step, given: Mapping[str, str]) -> dict[str, Any]:
        if not step.is_verified:
            raise Refusal("InvalidParameterException", "User has not verified software token mfa")
        step.user.secret = step.secret
        return self._tokens(step.user)

    def _verify(self, body: Mapping[str, Any]) -> dict[str, Any]:
        step = self._step(body["Session"], "MFA_SETUP")
        if body["UserCode"] not in codes(step.secret):
            raise Refusal("EnableSoftwareTokenMFAException", "Code mismatch")
        step.is_verified = True
        del self.steps[body["Session"]]
        return {"Status": "SUCCESS", "Session": self._begin(step)}

    def _step(self, session: str, challenge: str) -> Step:
        step = self.steps.get(session)
        if step is None or step.challenge != challenge:
            raise Refusal("NotAuthorizedException", "Invalid session for the user.")
        if step.ends_at < time.monotonic():
            raise Refusal("NotAuthorizedException", "Invalid session for the user, session is expired.")
        return step

    def _challenge(self, user: User, name: str, **parameters: str) -> dict[str, Any]:
        session = self._begin(Step(user, name, time.monotonic() + self.session_s))
        given = {"USER_ID_FOR_SRP": user.user_id, **parameters}
        return {"ChallengeName": name, "Session": session, "ChallengeParameters": given}

    def _begin(self, step: Step) -> str:
        session = secrets.token_urlsafe(40)
        self.steps[session] = step
        return session

    def _tokens(self, user: User) -> dict[str, Any]:
        refresh = secrets.token_urlsafe(40)
        self.refresh_tokens[refresh] = user
        result = {"IdToken": self._token(user), "RefreshToken": refresh, "TokenType": "Bearer"}
        return {"AuthenticationResult": result}

    def _token(self, user: User) -> str:
        claims = {"sub": user.user_id, "exp": time.time() + self.token_s, "jti": secrets.token_hex(4)}
        body = base64.urlsafe_b64encode(json.dumps(claims).encode()).decode().rstrip("=")
        return f"e30.{body}.none"


class Refusal(Exception):
    """An error of Cognito: its name, and its sentence."""


def codes(secret: str) -> list[str]:
    """Returns an authenticator app's codes of now, and of half a minute earlier and later (RFC 6238)."""
    return [code(secret, now) for now in (time.time(), time.time() - 30, time.time() + 30)]


def code(secret: str, now: float | None = None) -> str:
    """Returns the code that an authenticator app shows at a time; now, if none is given."""
    moment = int((time.time() if now is None else now) // 30)
    digest = hmac.new(base64.b32decode(secret), moment.to_bytes(8, "big"), hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(int.from_bytes(digest[start : start + 4], 'big') & 0x7FFFFFFF) % 10**6:06d}"


class _Handler(LoopbackHandler):
    def do_POST(self) -> None:
        body = json.loads(self.read_body())
        action = self.headers["x-amz-target"].removeprefix("AWSCognitoIdentityProviderService.")
        try:
            self.answer_json(200, _pool(self.server).call(action, body))
        except Refusal as refusal:
            name, message = refusal.args
            self.answer_json(400, {"__type": name, "message": message})

    def do_GET(self) -> None:
        if self.path == "/config.json":
            self.answer_json(200, page_config(self.server.address, _pool(self.server)))
        elif self.path == "/api/workspaces" and self.headers.get("authorization", "").startswith(
            "Bearer e30."
        ):
            self.answer_json(
                200,
                {"workspaces": [{"workspace_id": "w", "name": "samples", "owner": "u", "created_at": ""}]},
            )
        else:
            self.answer_json(401, {"title": "Unauthorized", "detail": "Sign in."})


def page_config(address: str, pool: Pool) -> dict[str, Any]:
    """Returns what the page of this deployment reads at its start."""
    return {
        "protocol": 1,
        "region": "eu-central-1",
        "api_url": f"{address}/api",
        "websocket_url": f"{address.replace('http', 'ws')}/live",
        "user_pool_id": "pool",
        "client_id": CLIENT_ID,
        "cognito_endpoint": address,
        **({"sign_in_providers": pool.providers} if pool.providers else {}),
    }


_POOLS: dict[int, Pool] = {}


def _pool(server: LoopbackServer) -> Pool:
    return _POOLS[server.server_address[1]]


@contextmanager
def cognito() -> Generator[tuple[str, Pool]]:
    """Runs a pool and its deployment; yields its address, and the pool to add users to."""
    with serving(_Handler) as server:
        pool = _POOLS[server.server_address[1]] = Pool()
        try:
            yield server.address, pool
        finally:
            del _POOLS[server.server_address[1]]
