"""The SDK's stream over a real socket: what is kept for whoever asks is asked for."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Any

import pytest
from websockets.sync.server import ServerConnection, serve

from quorum_client import answering
from quorum_client.answering import AnswerStream, new_question
from quorum_client.errors import QuorumUnreachable, ServerRefused
from tests.unit.quorum_client.test_sdk import DONE

ASKED = new_question("Why?", "w", mode=None, models=())
GATEWAY_FAILURE = json.dumps({"message": "Internal server error", "connectionId": "c", "requestId": "g"})
STATUS = json.dumps({"type": "status", "workspace_id": "w", "document_id": "d", "status": "ready"})
Answering = Callable[[ServerConnection, list[dict[str, Any]]], None]


class Rest:
    """Gives tickets, after it has refused the first calls with these statuses."""

    def __init__(self, *refusals: int) -> None:
        self.refusals = list(refusals)

    def call(self, *_: Any, **__: Any) -> dict[str, str]:
        if self.refusals:
            raise ServerRefused("no ticket", status=self.refusals.pop(0))
        return {"ticket": "once"}


@pytest.fixture(autouse=True)
def short_silences(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answering, "GAP_S", 0.1)
    monkeypatch.setattr(answering, "MORE_S", 0.3)


def frame(seq: int, kind: str, **fields: Any) -> str:
    return json.dumps({"type": kind, "request_id": ASKED["request_id"], "run_id": "r", "seq": seq, **fields})


def done(seq: int) -> str:
    return json.dumps({**DONE, **json.loads(frame(seq, "done"))})


@contextmanager
def serving(
    answer: Answering, *, limit_s: float = 20.0, rest: Rest | None = None
) -> Generator[tuple[AnswerStream, list[dict[str, Any]]]]:
    """Yields a stream and what its server received; the server calls `answer` after each message."""
    received: list[dict[str, Any]] = []

    def take(connection: ServerConnection) -> None:
        for text in connection:
            received.append(json.loads(text))
            answer(connection, received)

    with serve(take, "127.0.0.1", 0) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        url = f"ws://127.0.0.1:{running.socket.getsockname()[1]}"
        yield AnswerStream(rest or Rest(), url, ASKED, limit_s=limit_s), received  # type: ignore[arg-type]
        running.shutdown()


def test_a_client_without_frames_asks_again_and_learns_that_the_database_wakes() -> None:
    def answer(connection: ServerConnection, received: list[dict[str, Any]]) -> None:
        if received[-1]["action"] == "ask":
            connection.send(frame(0, "accepted", session_id="s"))
        elif len(received) == 3:
            connection.send(frame(1, "waking", what="database", expected_s=15.0))
            connection.send(done(2))

    with serving(answer) as (stream, received):
        assert [seen["type"] for seen in stream] == ["accepted", "waking", "done"]
        assert [message["action"] for message in received] == ["ask", "resume", "resume"]
        assert {message.get("after_seq") for message in received[1:]} == {0}
        assert stream.answer is not None


@pytest.mark.parametrize("lost", [[], [STATUS], [GATEWAY_FAILURE], [STATUS, GATEWAY_FAILURE]], ids=len)
def test_a_question_that_the_server_never_got_is_asked_again_by_the_same_request(lost: list[str]) -> None:
    """Frames about documents come meanwhile: they do not show that the server knows the question."""

    def answer(connection: ServerConnection, received: list[dict[str, Any]]) -> None:
        if len(received) == 1:
            for text in lost:
                connection.send(text)
        elif received[-1]["action"] == "resume":
            refusal = {"error": "there is no run of request", "code": "NotFound", "request_id": ""}
            connection.send(json.dumps(refusal))
        else:
            connection.send(frame(0, "accepted", session_id="s"))
            connection.send(done(1))

    with serving(answer) as (stream, received):
        assert [seen["type"] for seen in stream] == ["accepted", "done"]
        assert received == [{"action": "ask", **ASKED}] * 2


def test_a_question_that_was_lost_is_asked_again_however_many_frames_of_documents_come() -> None:
    def answer(connection: ServerConnection, received: list[dict[str, Any]]) -> None:
        if len(received) == 1:
            for _ in range(100):
                connection.send(STATUS)
                time.sleep(0.02)
        else:
            accept_and_answer(connection, received)

    with serving(answer) as (stream, received):
        assert [seen["type"] for seen in stream] == ["accepted", "done"]
        assert received[1:] == [{"action": "ask", **ASKED}] * (len(received) - 1) != []


def test_a_silent_connection_is_given_up_for_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answering, "SILENCE_S", 1.0)
    connections: set[int] = set()

    def answer(connection: ServerConnection, received: list[dict[str, Any]]) -> None:
        connections.add(id(connection))
        if len(connections) == 2:
            accept_and_answer(connection, received)

    with serving(answer) as (stream, received):
        assert [seen["type"] for seen in stream] == ["accepted", "done"]
        assert {message["action"] for message in received} == {"ask"}
        assert len(connections) == 2


def test_a_run_whose_frames_came_is_resumed_after_a_failure_of_the_gateway_and_not_asked_twice() -> None:
    def answer(connection: ServerConnection, received: list[dict[str, Any]]) -> None:
        if len(received) == 1:
            connection.send(frame(0, "accepted", session_id="s"))
            connection.send(GATEWAY_FAILURE)
        else:
            connection.send(done(1))

    with serving(answer) as (stream, received):
        assert [seen["type"] for seen in stream] == ["accepted", "done"]
        assert [message["action"] for message in received] == ["ask", "resume"]


@pytest.mark.parametrize("code", ["NotFound", "Forbidden"])
@pytest.mark.parametrize("frames_before", [0, 1])
def test_a_refusal_ends_the_stream_at_once(code: str, frames_before: int) -> None:
    refusal = {"error": "there is no such", "code": code, "remedy": "", "request_id": ASKED["request_id"]}

    def answer(connection: ServerConnection, received: list[dict[str, Any]]) -> None:
        if len(received) <= frames_before:
            connection.send(frame(0, "accepted", session_id="s"))
        else:
            connection.send(json.dumps(refusal))

    with serving(answer) as (stream, received):
        with pytest.raises(ServerRefused) as caught:
            list(stream)
        assert caught.value.code == code
        assert [message["action"] for message in received] == ["ask", "resume"][: frames_before + 1]


def accept_and_answer(connection: ServerConnection, _: list[dict[str, Any]]) -> None:
    connection.send(frame(0, "accepted", session_id="s"))
    connection.send(done(1))


def test_a_ticket_that_a_busy_server_refuses_is_asked_for_again() -> None:
    with serving(accept_and_answer, rest=Rest(500, 429, 503)) as (stream, received):
        assert [seen["type"] for seen in stream] == ["accepted", "done"]
        assert len(received) == 1


def test_a_ticket_that_is_forbidden_is_not() -> None:
    with (
        serving(accept_and_answer, rest=Rest(403)) as (stream, received),
        pytest.raises(ServerRefused, match="no ticket"),
    ):
        list(stream)
    assert received == []


def test_a_question_that_never_arrives_is_given_up_in_time() -> None:
    with (
        serving(lambda connection, _: connection.send(GATEWAY_FAILURE), limit_s=1.0) as (stream, received),
        pytest.raises(QuorumUnreachable, match="gateway"),
    ):
        list(stream)
    assert 1 < len(received) < 10
