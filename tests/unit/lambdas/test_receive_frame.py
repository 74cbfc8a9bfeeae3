"""What the socket does with frames, good and bad."""

from __future__ import annotations

from typing import Any

import pytest

from genai_core.domain.identifiers import RunId
from genai_core.domain.protocol.frames import Accepted, Token
from genai_core.errors import Overloaded
from lambdas.receive_frame.handler import handler
from tests.unit.lambdas.house import ANN, EVE, SHARED, Context, House, socket_event

ASK: dict[str, Any] = {"action": "ask", "request_id": "r1", "workspace_id": SHARED, "query": "Why?"}


@pytest.fixture(autouse=True)
def connected(house: House) -> None:
    for connection, user in (("c1", ANN), ("c2", ANN), ("eve", EVE)):
        house.sink.connect(connection)
        handler(socket_event("$connect", connection=connection, user=user), Context())


def send(body: Any, *, connection: str = "c1", route: str = "$default") -> None:
    assert handler(socket_event(route, body, connection=connection), Context()) == {"statusCode": 200}


def last(house: House, connection: str = "c1") -> dict[str, Any]:
    return house.sink.sent[connection][-1]


def test_a_question_is_stored_and_started_once(house: House) -> None:
    send(ASK, route="ask")
    ((workflow, name, payload),) = house.workflows.started
    question = house.runs.question(RunId(name))
    assert (workflow, payload) == ("answer_question", {"run_id": name})
    assert (question.text, question.user_id, question.connection_id) == ("Why?", ANN, "c1")
    assert question.session_id
    assert house.sink.sent["c1"] == []


def test_the_same_request_again_is_the_same_run_and_gets_its_frames(house: House) -> None:
    send(ASK)
    run_id = house.runs.find(ANN, "r1")
    house.runs.append_frame(run_id, Accepted("s"))
    send(ASK, connection="c2")
    assert len(house.workflows.started) == 1
    assert [frame["type"] for frame in house.sink.sent["c2"]] == ["accepted"]
    assert house.runs.question(run_id).connection_id == "c2"


def test_a_request_of_an_older_connection_that_is_handled_last_leaves_the_run_with_the_newer(
    house: House,
) -> None:
    house.clock.pass_by(1)
    house.sink.connect("c3")
    handler(socket_event("$connect", connection="c3", user=ANN), Context())
    send(ASK, connection="c3")
    house.sink.disconnect("c1")
    send(ASK, connection="c1")
    run_id = house.runs.find(ANN, "r1")
    assert house.runs.question(run_id).connection_id == "c3"
    handler(socket_event("$disconnect", connection="c1"), Context())
    send(ASK, connection="c1")
    assert house.runs.append_frame(run_id, Accepted("s")).connection_id == "c3"
    assert len(house.workflows.started) == 1


def test_a_request_twice_at_once_starts_once(house: House) -> None:
    send(ASK)
    send(ASK)
    assert len(house.workflows.started) == 1


def test_a_run_that_never_began_is_started_by_the_repeated_request(house: House) -> None:
    send(ASK)
    house.workflows.started.clear()
    house.clock.pass_by(11)
    send(ASK)
    assert len(house.workflows.started) == 1


HALF = r'{"action": "ask", "request_id": "r", "workspace_id": "w", "query": "\ud800"}'


@pytest.mark.parametrize("body", ["", "{", "nonsense", "[]", "null", '"ask"', "x" * 70_000, HALF])
def test_what_is_no_json_object_gets_an_error_frame(house: House, body: str) -> None:
    send(body)
    frame = last(house)
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
    house: House, changes: dict[str, Any], named: str
) -> None:
    send(ASK | changes)
    assert last(house)["code"] == "InvalidInput"
    assert named in last(house)["error"]
    assert house.workflows.started == []


@pytest.mark.parametrize("query", ["", "   ", "x" * 201])
def test_an_empty_or_over_long_question_is_refused_by_its_request(house: House, query: str) -> None:
    send(ASK | {"query": query})
    frame = last(house)
    assert (frame["code"], frame["request_id"]) == ("InvalidInput", "r1")
    assert not {"seq", "run_id"} & set(frame)
    assert house.workflows.started == []


def test_a_foreign_workspace_is_forbidden_and_an_unknown_one_not_found(house: House) -> None:
    send(ASK, connection="eve")
    assert last(house, "eve")["code"] == "Forbidden"
    send(ASK | {"workspace_id": "w-none"})
    assert last(house)["code"] == "NotFound"
    assert house.workflows.started == []


def test_a_run_is_cancelled_by_its_asker_only(house: House) -> None:
    send(ASK)
    run_id = house.runs.find(ANN, "r1")
    send({"action": "cancel", "request_id": "r1"}, connection="eve")
    assert last(house, "eve")["code"] == "NotFound"
    assert not house.runs.state(run_id).is_over
    send({"action": "cancel", "request_id": "r1"})
    assert house.runs.state(run_id).is_over


def test_a_model_is_dropped_by_the_asker_only_and_only_if_the_run_asks_it(house: House) -> None:
    send(ASK)
    run_id = house.runs.find(ANN, "r1")
    drop = {"action": "drop_model", "request_id": "r1", "model": "slow"}
    send(drop)
    assert (last(house)["code"], "accepted" in last(house)["remedy"]) == ("InvalidInput", True)
    house.runs.append_frame(run_id, Accepted("s", ("quick", "slow")))
    send(drop | {"model": "other"})
    assert "quick, slow" in last(house)["remedy"]
    send(drop, connection="eve")
    assert last(house, "eve")["code"] == "NotFound"
    assert not house.runs.state(run_id).dropped
    send(drop)
    assert house.runs.state(run_id).dropped == {"slow"}


def test_resuming_sends_what_was_missed_to_the_new_connection(house: House) -> None:
    send(ASK)
    run_id = house.runs.find(ANN, "r1")
    for text in "abc":
        house.runs.append_frame(run_id, Token(text))
    send({"action": "resume", "request_id": "r1", "after_seq": 0}, connection="c2")
    assert [(frame["seq"], frame["token"]) for frame in house.sink.sent["c2"]] == [(1, "b"), (2, "c")]
    assert house.runs.append_frame(run_id, Token("d")).connection_id == "c2"


def test_nobody_resumes_the_run_of_another(house: House) -> None:
    send(ASK)
    send({"action": "resume", "request_id": "r1"}, connection="eve")
    assert last(house, "eve")["code"] == "NotFound"


def test_a_machine_that_cannot_be_started_is_told_and_kept(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> bool:
        raise Overloaded("no capacity", remedy="Later.")

    monkeypatch.setattr(house.workflows, "start", refuse)
    send(ASK)
    assert last(house)["code"] == "Overloaded"
    run_id = house.runs.find(ANN, "r1")
    assert [frame.type for frame in house.runs.frames(run_id, after_seq=-1)] == ["error"]
    assert house.runs.state(run_id).is_over


def test_a_frame_on_a_connection_nobody_opened_is_refused(house: House) -> None:
    house.sink.connect("stranger")
    send(ASK, connection="stranger")
    assert last(house, "stranger")["code"] == "NotFound"


def test_disconnecting_forgets_the_connection(house: House) -> None:
    handler(socket_event("$disconnect"), Context())
    assert house.connections.connections(ANN) == ["c2"]
