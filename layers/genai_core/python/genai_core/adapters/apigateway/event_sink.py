"""Send frames to WebSocket connections through the gateway's management API."""

from __future__ import annotations

from typing import Any

from botocore.exceptions import ClientError

from genai_core.adapters.aws.failures import Failures, code_of
from genai_core.domain.protocol.codec import wire_bytes
from genai_core.domain.protocol.frames import MAX_FRAME_BYTES
from genai_core.errors import Misconfigured

_FAILURES = Failures(operator="Grant this function `websocket:send` in the catalogue.", retry_after_s=0.2)


class ApiGatewayEventSink:
    """Sends JSON to connections.

    Args:
        client: `apigatewaymanagementapi` at the management address of one API's stage.
    """

    def __init__(self, client: Any) -> None:
        self._client = client

    def send(self, connection_id: str, message: dict[str, Any]) -> bool:
        body = wire_bytes(message)
        if len(body) > MAX_FRAME_BYTES:
            raise Misconfigured(
                f"a {message.get('type')!r} frame has {len(body)} bytes",
                remedy="Publish it through `fitted`.",
            )
        with _FAILURES.translated("the WebSocket gateway"):
            try:
                self._client.post_to_connection(ConnectionId=connection_id, Data=body)
            except ClientError as error:
                if code_of(error) in ("GoneException", "410", "NotFoundException", "BadRequestException"):
                    return False
                raise
        return True
