"""Frames to WebSocket connections through the gateway's management API."""

from __future__ import annotations

import json
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from genai_core.errors import InvalidInput, Misconfigured, Overloaded, QuorumError, Throttled

MAX_FRAME_BYTES = 128 * 1024
"""The gateway's limit of one message."""


class ApiGatewayEventSink:
    """Sends JSON to connections.

    Args:
        client: `apigatewaymanagementapi` at the management address of one API's stage.
    """

    def __init__(self, client: Any) -> None:
        self._client = client

    def send(self, connection_id: str, message: dict[str, Any]) -> bool:
        body = json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode()
        if len(body) > MAX_FRAME_BYTES:
            raise InvalidInput(
                f"a frame has {len(body)} bytes, the gateway takes {MAX_FRAME_BYTES}",
                remedy="Read it over REST, or ask for fewer passages.",
            )
        try:
            self._client.post_to_connection(ConnectionId=connection_id, Data=body)
        except ClientError as error:
            if _code(error) in ("GoneException", "410", "NotFoundException", "BadRequestException"):
                return False
            raise _translated(error) from error
        except BotoCoreError as error:
            raise Overloaded(f"the WebSocket gateway cannot be reached: {error}") from error
        return True


def _code(error: ClientError) -> str:
    return str(error.response.get("Error", {}).get("Code", ""))


def _translated(error: ClientError) -> QuorumError:
    said = f"the WebSocket gateway says {_code(error)}"
    match _code(error):
        case "LimitExceededException" | "ThrottlingException" | "TooManyRequestsException":
            return Throttled(said, retry_after_s=0.2)
        case "ForbiddenException" | "AccessDeniedException":
            return Misconfigured(said, remedy="Grant this function `websocket:send` in the catalogue.")
        case _:
            return Overloaded(said)
