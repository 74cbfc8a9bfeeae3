"""The SDK's stream over a real socket: what is kept for whoever asks is asked for."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from websockets.sync.server import ServerConnection, serve

from quorum_client import answering
from quorum_client.answering import AnswerStream, new_question
from tests.unit.quorum_client.test_sdk import DONE

ASKED = new_question("Why?", "w", mode=None, models=())


class Rest:
    def call(self, *_: Any, **__: Any) -> dict[str, str]:
        return {"ticket": "once"}


def frame(seq: int, kind: str, **fields: Any) -> str:
    return json.dumps({"type": kind, "request_id": ASKED["request_id"], "run_id": "r", "seq": seq, **fields})


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """A server that keeps the frame `waking` until it is asked for the second time, and then answers."""
    monkeypatch.setattr(answering, "GAP_S", 0.1)
    monkeypatch.setattr(answering, "MORE_S", 0.3)
    received: list[dict[str, Any]] = []

    def answer(connection: ServerConnection) -> None:
        for text in connection:
            received.append(json.loads(text))
            if received[-1]["action"] == "ask":
                connection.send(frame(0, "accepted", session_id="s"))
            elif len(received) == 3:
                connection.send(frame(1, "waking", what="database", expected_s=15.0))
                connection.send(json.dumps({**DONE, **json.loads(frame(2, "done"))}))

    with serve(answer, "127.0.0.1", 0) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"ws://127.0.0.1:{running.socket.getsockname()[1]}", received
        running.shutdown()


def test_a_client_without_frames_asks_again_and_learns_that_the_database_wakes(
    server: tuple[str, list[dict[str, Any]]],
) -> None:
    url, received = server
    stream = AnswerStream(Rest(), url, ASKED, limit_s=20)  # type: ignore[arg-type]
    assert [seen["type"] for seen in stream] == ["accepted", "waking", "done"]
    assert [message["action"] for message in received] == ["ask", "resume", "resume"]
    assert {message.get("after_seq") for message in received[1:]} == {0}
    assert stream.answer is not None
