"""What the gateway asks an authorizer, and what it wants to hear."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from genai_core.domain.identifiers import UserId
from genai_core.errors import Forbidden

Event = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether a user may call a resource (an ARN, which may end in a wildcard)."""

    user_id: UserId
    effect: Literal["Allow", "Deny"]
    resource: str

    def policy(self) -> dict[str, Any]:
        """Returns it as the gateway reads it; functions find the user in the authorizer's context."""
        statement = {"Action": "execute-api:Invoke", "Effect": self.effect, "Resource": self.resource}
        return {
            "principalId": self.user_id,
            "policyDocument": {"Version": "2012-10-17", "Statement": [statement]},
            "context": {"user_id": self.user_id},
        }


def is_connecting(event: Event) -> bool:
    """True for a WebSocket's first request."""
    return (event.get("requestContext") or {}).get("eventType") == "CONNECT"


def bearer_token(event: Event) -> str:
    """Returns the token. Raises Forbidden where the header is missing or of another scheme."""
    headers: Mapping[str, str] = event.get("headers") or {}
    header = next((value for name, value in headers.items() if name.lower() == "authorization"), "")
    scheme, _, token = header.partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise Forbidden("there is no bearer token", remedy="Sign in and send `Authorization: Bearer …`.")
    return token.strip()


def ticket_of(event: Event) -> str:
    """Returns the ticket. Raises Forbidden where there is none."""
    ticket = (event.get("queryStringParameters") or {}).get("ticket") or ""
    if not ticket:
        raise Forbidden("there is no ticket", remedy="Ask for one with POST /ws-ticket.")
    return str(ticket)


def whole_stage(method_arn: str) -> str:
    """Returns the ARN of all methods of the stage that the method belongs to."""
    api, stage, *_ = method_arn.split("/")
    return f"{api}/{stage}/*"
