"""Checks the token of a REST call, or the one-time ticket of a WebSocket connection.

A token is read from the header only: addresses are logged by everything they pass.

Environment: CONNECTIONS_TABLE, TOKEN_ISSUER, TOKEN_CLIENT_ID, TOKEN_KEYS_URL, ALLOWED_ORIGINS.
Integrations: DynamoDB, the issuer's public keys.
"""

from __future__ import annotations

from typing import Any

from genai_core.domain.identifiers import UserId
from genai_core.errors import Forbidden
from genai_core.wiring import storage
from lambdas.authorize_request.contract import Decision, bearer_token, is_connecting, ticket_of, whole_stage
from lambdas.entry import logger, traced
from lambdas.origins import checked_origin


class Unauthorized(Exception):
    """The gateway answers 401 to this message, and to no other."""

    def __init__(self) -> None:
        super().__init__("Unauthorized")


@traced
def handler(event: Any, _context: Any) -> dict[str, Any]:
    """Returns the gateway's policy. Raises Unauthorized for a token or ticket that is not good."""
    try:
        checked_origin(event)
    except Forbidden as error:
        logger.warning("refused", reason=str(error))
        return Decision(UserId("nobody"), "Deny", event["methodArn"]).policy()
    try:
        if is_connecting(event):
            user_id = storage.connection_store().redeem_ticket(ticket_of(event))
            return Decision(user_id, "Allow", event["methodArn"]).policy()
        user_id = storage.token_verifier().verify(bearer_token(event))
    except Forbidden as error:
        logger.warning("refused", reason=str(error))
        raise Unauthorized from None
    # The gateway keeps the answer for the token's next calls, whichever route they are for.
    return Decision(user_id, "Allow", whole_stage(event["methodArn"])).policy()
