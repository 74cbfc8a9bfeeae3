"""Checks the token of a REST call, or the one-time ticket of a WebSocket connection.

A token is read from the header only: proxies and servers log addresses.

Environment: CONNECTIONS_TABLE, TOKEN_ISSUER, TOKEN_CLIENT_ID, TOKEN_KEYS_URL, ALLOWED_ORIGINS.
Integrations: DynamoDB, the issuer's public keys.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from genai_core.domain.callers import Caller
from genai_core.domain.identifiers import UserId
from genai_core.errors import Forbidden
from genai_core.wiring import storage
from lambdas.http.caller_context import write_caller
from lambdas.http.cors import checked_origin
from lambdas.observed import log_refused, traced

Event = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether a caller may call a resource (an ARN, which may end in a wildcard)."""

    caller: Caller
    effect: Literal["Allow", "Deny"]
    resource: str

    def policy(self) -> dict[str, Any]:
        """Returns the policy in the gateway's form; functions find the user in the authorizer's context."""
        statement = {"Action": "execute-api:Invoke", "Effect": self.effect, "Resource": self.resource}
        return {
            "principalId": self.caller.user_id,
            "policyDocument": {"Version": "2012-10-17", "Statement": [statement]},
            "context": write_caller(self.caller),
        }


def is_connecting(event: Event) -> bool:
    """True for a WebSocket's first request."""
    return (event.get("requestContext") or {}).get("eventType") == "CONNECT"


def bearer_token(event: Event) -> str:
    """Returns the token. Raises Forbidden if the header is missing or of another scheme."""
    headers: Mapping[str, str] = event.get("headers") or {}
    header = next((value for name, value in headers.items() if name.lower() == "authorization"), "")
    scheme, _, token = header.partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise Forbidden("there is no bearer token", remedy="Sign in and send `Authorization: Bearer …`.")
    return token.strip()


def ticket_of(event: Event) -> str:
    """Returns the ticket. Raises Forbidden if there is none."""
    ticket = (event.get("queryStringParameters") or {}).get("ticket") or ""
    if not ticket:
        raise Forbidden("there is no ticket", remedy="Ask for one with POST /ws-ticket.")
    return str(ticket)


def whole_stage(method_arn: str) -> str:
    """Returns the ARN of all methods of the stage that the method belongs to."""
    api, stage, *_ = method_arn.split("/")
    return f"{api}/{stage}/*"


class Unauthorized(Exception):
    """The gateway answers 401 to this message, and to no other."""

    def __init__(self) -> None:
        super().__init__("Unauthorized")


@traced
def handler(event: Any, _context: Any) -> dict[str, Any]:
    """Returns the gateway's policy. Raises Unauthorized for a token or ticket that is not valid."""
    try:
        checked_origin(event)
    except Forbidden as error:
        log_refused(error)
        return Decision(Caller(UserId("nobody")), "Deny", event["methodArn"]).policy()
    try:
        if is_connecting(event):
            user_id = storage.connection_store().redeem_ticket(ticket_of(event))
            return Decision(Caller(user_id), "Allow", event["methodArn"]).policy()
        caller = storage.token_verifier().verify(bearer_token(event))
    except Forbidden as error:
        log_refused(error)
        raise Unauthorized from None
    # The gateway caches the decision for the token's next calls, on whatever route.
    return Decision(caller, "Allow", whole_stage(event["methodArn"])).policy()
