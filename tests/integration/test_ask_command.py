"""`quorum ask` over a real socket: what is streamed where, the verdict at the end, and Ctrl-C."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from typing import Any

import httpx
import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.server import ServerConnection, serve

from quorum_client import Quorum
from quorum_client.answering import AnswerStream
from quorum_client.cli import quorum
from quorum_client.cli.exits import run
from tests.unit.quorum_client.test_sdk import DONE, SESSION, signed_in, workspace

ASK = ["ask", "How high is it?", "-w", "samples"]
TOKENS = ("It is \x1b[31m", "330 m.")


@pytest.fixture
def received(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[dict[str, Any]]]:
    """What a server was sent that answers in two tokens; the command line is signed in to it."""
    messages: list[dict[str, Any]] = []

    def answer(connection: ServerConnection) -> None:
        for text in connection:
            asked = json.loads(text)
            messages.append(asked)
            if asked["action"] != "ask":
                continue
            frames = [
                {"type": "accepted", "session_id": "s"},
                *({"type": "token", "token": token} for token in TOKENS),
            ]
            # A client that leaves meanwhile may have sent something before: the loop goes on to read it.
            with suppress(ConnectionClosed):
                for seq, frame in enumerate([*frames, {"type": "done", **DONE}]):
                    connection.send(json.dumps({**frame, "request_id": asked["request_id"], "seq": seq}))

    def api(request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("/ws-ticket"):
            return httpx.Response(200, json={"ticket": "once"})
        return httpx.Response(200, json={"workspaces": [workspace("w1", "samples") | {"is_own": True}]})

    with serve(answer, "127.0.0.1", 0) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        session = replace(SESSION, websocket_url=f"ws://127.0.0.1:{running.socket.getsockname()[1]}")
        http = httpx.MockTransport(signed_in(api))
        monkeypatch.setattr(Quorum, "connect", lambda _: Quorum(session, http=httpx.Client(transport=http)))
        yield messages
        running.shutdown()


def test_the_answer_is_streamed_and_the_verdict_stands_at_the_end(
    received: list[dict[str, Any]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(quorum, ASK) == 0
    printed = capsys.readouterr()
    assert printed.out.startswith("It is �[31m330 m.\n")
    positions = [
        printed.out.index(words) for words in ("Sources", "Who says what", "groundedness", "Models disagree")
    ]
    assert positions == sorted(positions)
    assert (printed.err, received[0]["query"]) == ("", "How high is it?")


def test_with_json_standard_output_is_the_answer_and_nothing_else(
    received: list[dict[str, Any]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(quorum, [*ASK, "--json"]) == 0
    printed = capsys.readouterr()
    assert json.loads(printed.out)["run_id"] == DONE["run_id"]
    assert printed.err.startswith("It is ")
    assert "Models disagree" in printed.err


def test_ctrl_c_tells_the_models_to_stop_and_is_one_line(
    received: list[dict[str, Any]], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    receive = AnswerStream._receive

    def interrupted(stream: AnswerStream, connection: Any, deadline: float) -> dict[str, Any]:
        frame = receive(stream, connection, deadline)
        if frame.get("type") == "token":
            raise KeyboardInterrupt
        return frame

    monkeypatch.setattr(AnswerStream, "_receive", interrupted)
    assert run(quorum, ASK) == 130
    assert capsys.readouterr().err == "quorum: interrupted, and the models were told to stop\n"
    deadline = time.monotonic() + 30
    while len(received) < 2 and time.monotonic() < deadline:
        time.sleep(0.02)
    assert [message["action"] for message in received] == ["ask", "cancel"]
