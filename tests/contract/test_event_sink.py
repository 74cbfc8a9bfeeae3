"""What every event sink does, and what travels through a real WebSocket."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from websockets.sync.client import ClientConnection, connect

from genai_core.adapters.apigateway.event_sink import ApiGatewayEventSink
from genai_core.adapters.memory.event_sink import MemoryEventSink
from genai_core.errors import Misconfigured
from genai_core.ports.event_sink import EventSink
from tests.contract.aws import REGION, Aws
from tests.contract.functions import create_function

WHOAMI = """
import json

def handle(event, context):
    found = {"connection_id": event["requestContext"]["connectionId"]}
    return {"statusCode": 200, "body": json.dumps(found)}
"""


@dataclass(slots=True)
class Line:
    """A sink with one open connection.

    Attributes:
        received: Returns the next message that arrived at the other end.
        hang_up: Closes the connection from the other end.
    """

    sink: EventSink
    connection_id: str
    received: Callable[[], Any]
    hang_up: Callable[[], None]


@pytest.fixture(params=["memory", "apigateway"])
def line(request: pytest.FixtureRequest) -> Iterator[Line]:
    if request.param == "memory":
        memory = MemoryEventSink(open_connections=("c1",))
        unread = iter(memory.sent["c1"])
        yield Line(memory, "c1", lambda: next(unread), lambda: memory.disconnect("c1"))
        return
    aws = request.getfixturevalue("aws")
    api_id, connection_id_of = request.getfixturevalue("socket_api")
    with connect(f"{aws.endpoint_url.replace('http', 'ws')}/_aws/execute-api/{api_id}/live") as socket:
        management = f"{aws.endpoint_url}/_aws/execute-api/{api_id}/live"
        sink = ApiGatewayEventSink(aws.client("apigatewaymanagementapi", endpoint_url=management))
        yield Line(sink, connection_id_of(socket), lambda: json.loads(socket.recv(timeout=5)), socket.close)


@pytest.fixture(scope="module")
def socket_api(aws: Aws) -> tuple[str, Callable[[ClientConnection], str]]:
    """A WebSocket API whose one function answers with the name of the connection."""
    function_arn = create_function(aws, "whoami", WHOAMI)
    gateway = aws.client("apigatewayv2")
    api_id = gateway.create_api(
        Name="sink", ProtocolType="WEBSOCKET", RouteSelectionExpression="$request.body.action"
    )["ApiId"]
    uri = f"arn:aws:apigateway:{REGION}:lambda:path/2015-03-31/functions/{function_arn}/invocations"
    integration = gateway.create_integration(
        ApiId=api_id, IntegrationType="AWS_PROXY", IntegrationUri=uri, IntegrationMethod="POST"
    )["IntegrationId"]
    for key in ("$connect", "$default"):
        gateway.create_route(
            ApiId=api_id,
            RouteKey=key,
            Target=f"integrations/{integration}",
            RouteResponseSelectionExpression="$default",
        )
    gateway.create_stage(ApiId=api_id, StageName="live", AutoDeploy=True)

    def connection_id_of(socket: ClientConnection) -> str:
        socket.send(json.dumps({"action": "whoami"}))
        return str(json.loads(socket.recv(timeout=10))["connection_id"])

    return api_id, connection_id_of


def test_a_message_arrives_as_it_was_sent(line: Line) -> None:
    message = {"type": "token", "seq": 3, "token": 'Ä "quoted" 🙂\nline', "score": 0.5, "none": None}
    assert line.sink.send(line.connection_id, message) is True
    assert line.received() == message


def test_messages_arrive_in_order(line: Line) -> None:
    for seq in range(20):
        assert line.sink.send(line.connection_id, {"seq": seq})
    assert [line.received()["seq"] for _ in range(20)] == list(range(20))


def test_a_connection_that_is_gone_is_not_an_error(line: Line) -> None:
    line.hang_up()
    deadline = time.monotonic() + 5
    while line.sink.send(line.connection_id, {"seq": 0}) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert line.sink.send(line.connection_id, {"seq": 1}) is False


def test_a_connection_that_never_was_is_not_an_error(line: Line) -> None:
    assert line.sink.send("bm9ib2R5", {"seq": 0}) is False


def test_a_frame_over_the_gateways_limit_is_refused_before_it_is_sent() -> None:
    with pytest.raises(Misconfigured, match="bytes"):
        ApiGatewayEventSink(client=None).send("c1", {"text": "x" * 200_000})
