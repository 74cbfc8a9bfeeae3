"""What the socket does with frames, good and bad."""

from __future__ import annotations

from typing import Any

import pytest

from genai_core.domain.identifiers import RunId
from genai_core.domain.protocol.frames import Accepted, Token
from genai_core.errors import Overloaded
from lambdas.receive_frame.handler import handler
from tests.unit.lambdas.in_memory_backend import ANN, EVE, SHARED, Context, InMemoryBackend, socket_event

ASK: dict[str, Any] = {"action": "ask", "request_id": "r1", "workspace_id": SHARED, "query": "Why?"}


@pytest.fixture(autouse=True)
def connected(backend: InMemoryBackend) -> None:
    for connection, user in (("c1", ANN), ("c2", ANN), ("eve", EVE)):
        backend.sink.connect(connection)
        handler(socket_event("$connect", connection=connection, user=user), Context())


def send(body: Any, *, connection: str = "c1", route: str = "$default") -> None:
    assert handler(socket_event(route, body, connection=connection), Context()) == {"statusCode": 200}


def last(backend: InMemoryBackend, connection: str = "c1") -> dict[str, Any]:
    return backend.sink.sent[connection][-1]


def test_a_question_is_stored_and_started_once(backend: InMemoryBackend) -> None:
    send(ASK, route="ask")
    ((workflow, name, payload),) = backend.workflows.started
    question = backend.runs.question(RunId(name))
    assert (workflow, payload) == ("answer_question", {"run_id": name})
    assert (question.text, question.user_id, question.connection_id) == ("Why?", ANN, "c1")
    assert question.session_id
    assert backend.sink.sent["c1"] == []


def test_the_same_request_again_is_the_same_run_and_gets_its_frames(backend: InMemoryBackend) -> None:
    send(ASK)
    run_id = backend.runs.find(ANN, "r1")
    backend.runs.append_frame(run_id, Accepted("s"))
    send(ASK, connection="c2")
    assert len(backend.workflows.started) == 1
    assert [frame["type"] for frame in backend.sink.sent["c2"]] == ["accepted"]
    assert backend.runs.question(run_id).connection_id == "c2"


def test_a_request_of_an_older_connection_that_is_handled_last_leaves_the_run_with_the_newer(
    backend: InMemoryBackend,
) -> None:
    backend.clock.pass_by(1)
    backend.sink.connect("c3")
    handler(socket_event("$connect", connection="c3", user=ANN), Context())
    send(ASK, connection="c3")
    backend.sink.disconnect("c1")
    send(ASK, connection="c1")
    run_id = backend.runs.find(ANN, "r1")
    assert backend.runs.question(run_id).connection_id == "c3"
    handler(socket_event("$disconnect", connection="c1"), Context())
    send(ASK, connection="c1")
    assert backend.runs.append_frame(run_id, Accepted("s")).connection_id == "c3"
    assert len(backend.workflows.started) == 1


def test_a_request_twice_at_once_starts_once(backend: InMemoryBackend) -> None:
    send(ASK)
    send(ASK)
    assert len(backend.workflows.started) == 1


def test_a_run_that_never_began_is_started_by_the_repeated_request(backend: InMemoryBackend) -> None:
    send(ASK)
    backend.workflows.started.clear()
    backend.clock.pass_by(11)
    send(ASK)
    assert len(backend.workflows.started) == 1


HALF = r'{"action": "ask", "request_id": "r", "workspace_id": "w", "query": "\ud800"}'


@pytest.mark.parametrize("body", ["", "{", "nonsense", "[]", "null", '"ask"', "x" * 70_000, HALF])
def test_a_body_that_is_not_a_json_object_gets_an_error_frame(backend: InMemoryBackend, body: str) -> None:
    send(body)
    frame = last(backend)
    assert (frame["type"], frame["code"]) == ("error", "InvalidInput")
    assert frame["error"]
    assert frame["remedy"]
    assert len(str(frame)) < 1000


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"action": "shout"}, "action"),
        ({"action": None}, "action"),
        ({"action": ["ask"]}, "action"),
        ({"request_id": ""}, "request_id"),
        ({"request_id": "a b"}, "request_id"),
        ({"workspace_id": 7}, "workspace_id"),
        ({"query": None}, "query"),
        ({"mode": "loud"}, "mode"),
        ({"models": "m1"}, "models"),
        ({"session_id": "../x"}, "session_id"),
        ({"sesion_id": "s1"}, "sesion_id"),
        ({"temperature": 0}, "temperature"),
    ],
)
def test_a_frame_with_a_wrong_field_gets_an_error_that_names_it(
    backend: InMemoryBackend, changes: dict[str, Any], named: str
) -> None:
    send(ASK | changes)
    assert last(backend)["code"] == "InvalidInput"
    assert named in last(backend)["error"]
    assert backend.workflows.started == []


@pytest.mark.parametrize("query", ["", "   ", "x" * 201])
def test_an_empty_or_over_long_question_is_refused_by_its_request(
    backend: InMemoryBackend, query: str
) -> None:
    send(ASK | {"query": query})
    frame = last(backend)
    assert (frame["code"], frame["request_id"]) == ("InvalidInput", "r1")
    assert not {"seq", "run_id"} & set(frame)
    assert backend.workflows.started == []


def test_a_foreign_workspace_is_forbidden_and_an_unknown_one_not_found(backend: InMemoryBackend) -> None:
    send(ASK, connection="eve")
    assert last(backend, "eve")["code"] == "Forbidden"
    send(ASK | {"workspace_id": "w-none"})
    assert last(backend)["code"] == "NotFound"
    assert backend.workflows.started == []


def test_a_run_is_cancelled_by_its_asker_only(backend: InMemoryBackend) -> None:
    send(ASK)
    run_id = backend.runs.find(ANN, "r1")
    send({"action": "cancel", "request_id": "r1"}, connection="eve")
    assert last(backend, "eve")["code"] == "NotFound"
    assert not backend.runs.state(run_id).is_over
    send({"action": "cancel", "request_id": "r1"})
    assert backend.runs.state(run_id).is_over


def test_a_model_is_dropped_by_the_asker_only_and_only_if_the_run_asks_it(backend: InMemoryBackend) -> None:
    send(ASK)
    run_id = backend.runs.find(ANN, "r1")
    drop = {"action": "drop_model", "request_id": "r1", "model": "slow"}
    send(drop)
    assert (last(backend)["code"], "accepted" in last(backend)["remedy"]) == ("InvalidInput", True)
    backend.runs.append_frame(run_id, Accepted("s", ("quick", "slow")))
    send(drop | {"model": "other"})
    assert "quick, slow" in last(backend)["remedy"]
    send(drop, connection="eve")
    assert last(backend, "eve")["code"] == "NotFound"
    assert not backend.runs.state(run_id).dropped
    send(drop)
    assert backend.runs.state(run_id).dropped == {"slow"}


def test_resuming_sends_what_was_missed_to_the_new_connection(backend: InMemoryBackend) -> None:
    send(ASK)
    run_id = backend.runs.find(ANN, "r1")
    for text in "abc":
        backend.runs.append_frame(run_id, Token(text))
    send({"action": "resume", "request_id": "r1", "after_seq": 0}, connection="c2")
    assert [(frame["seq"], frame["token"]) for frame in backend.sink.sent["c2"]] == [(1, "b"), (2, "c")]
    assert backend.runs.append_frame(run_id, Token("d")).connection_id == "c2"


def test_nobody_resumes_the_run_of_another(backend: InMemoryBackend) -> None:
    send(ASK)
    send({"action": "resume", "request_id": "r1"}, connection="eve")
    assert last(backend, "eve")["code"] == "NotFound"


def test_a_machine_that_cannot_be_started_is_reported_and_kept(
    backend: InMemoryBackend, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> bool:
        raise Overloaded("no capacity", remedy="Later.")

    monkeypatch.setattr(backend.workflows, "start", refuse)
    send(ASK)
    assert last(backend)["code"] == "Overloaded"
    run_id = backend.runs.find(ANN, "r1")
    assert [frame.type for frame in backend.runs.frames(run_id, after_seq=-1)] == ["error"]
    assert backend.runs.state(run_id).is_over


def test_a_frame_on_a_connection_nobody_opened_is_refused(backend: InMemoryBackend) -> None:
    backend.sink.connect("stranger")
    send(ASK, connection="stranger")
    assert last(backend, "stranger")["code"] == "NotFound"


def test_disconnecting_forgets_the_connection(backend: InMemoryBackend) -> None:
    handler(socket_event("$disconnect"), Context())
    assert backend.connections.connections(ANN) == ["c2"]
