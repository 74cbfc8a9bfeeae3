"""The SDK against a transport of ours: sign-in, repetition, errors, order."""

from __future__ import annotations

import base64
import json
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from quorum_client import Answer, NotSignedIn, Quorum, QuorumUnreachable, ServerRefused, Session
from quorum_client.errors import WrongInput
from quorum_client.frames import FrameOrder
from quorum_client.session import session_files
from quorum_client.tokens import Tokens

SESSION = Session(
    api_url="http://api/v",
    websocket_url="ws://api",
    user_pool_id="pool",
    client_id="client",
    region="eu-central-1",
    username="ada",
    password="secret",
    endpoint_url="http://cognito",
)
Answering = Callable[[httpx.Request], httpx.Response]


def token(expires: float) -> str:
    body = base64.urlsafe_b64encode(json.dumps({"exp": expires}).encode()).decode().rstrip("=")
    return f"head.{body}.signature"


def signed_in(answer: Answering, expires: float = 4e9) -> Answering:
    def handle(request: httpx.Request) -> httpx.Response:
        if request.url.host != "cognito":
            return answer(request)
        result = {"IdToken": token(expires), "RefreshToken": "again"}
        return httpx.Response(200, json={"AuthenticationResult": result})

    return handle


def connect(answer: Answering) -> Quorum:
    quorum = Quorum(SESSION, http=httpx.Client(transport=httpx.MockTransport(signed_in(answer))))
    quorum.rest._sleep = lambda _: None
    return quorum


def test_a_call_carries_the_id_token() -> None:
    seen: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request.headers["authorization"])
        return httpx.Response(200, json={"workspaces": [{"workspace_id": "w1", "name": "a", "more": 1}]})

    with connect(answer) as quorum:
        assert [item.workspace_id for item in quorum.workspaces.list()] == ["w1"]
    assert seen == [f"Bearer {token(4e9)}"]


def test_an_overloaded_server_is_asked_again_and_a_refusal_is_not() -> None:
    statuses = [503, 429, 200]

    def busy(_: httpx.Request) -> httpx.Response:
        return httpx.Response(statuses.pop(0), json={"workspaces": []})

    with connect(busy) as quorum:
        assert quorum.workspaces.list() == []
    assert statuses == []
    calls: list[int] = []

    def refuse(_: httpx.Request) -> httpx.Response:
        calls.append(1)
        problem = {"title": "Forbidden", "detail": "no", "remedy": "Ask the owner.", "request_id": "r"}
        return httpx.Response(403, json=problem)

    with connect(refuse) as quorum, pytest.raises(ServerRefused, match=r"no\. Ask the owner\.") as caught:
        quorum.workspaces.list()
    assert (len(calls), caught.value.code, caught.value.request_id) == (1, "Forbidden", "r")


def test_a_post_that_does_something_is_sent_once() -> None:
    calls: list[int] = []

    def fail(_: httpx.Request) -> httpx.Response:
        calls.append(1)
        return httpx.Response(503)

    with connect(fail) as quorum, pytest.raises(ServerRefused):
        quorum.workspaces.create("a")
    assert len(calls) == 1


def test_a_question_over_rest_is_repeated_under_one_key() -> None:
    keys: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        keys.append(request.headers["idempotency-key"])
        status = 503 if len(keys) == 1 else 200
        return httpx.Response(status, json={"run_id": "r", "answer": "Yes [1].", "outcome": "single"})

    with connect(answer) as quorum:
        assert quorum.query("?", "w").text == "Yes [1]."
    assert len(keys) == 2
    assert len(set(keys)) == 1


def test_a_server_that_is_away_is_said_in_a_sentence() -> None:
    def away(_: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused")

    with connect(away) as quorum, pytest.raises(QuorumUnreachable, match="make start"):
        quorum.workspaces.list()


def test_tokens_are_kept_for_their_owner_until_they_end(tmp_path: Path) -> None:
    asked: list[str] = []

    def cognito(request: httpx.Request) -> httpx.Response:
        asked.append(json.loads(request.content)["AuthFlow"])
        result: dict[str, Any] = {"IdToken": token(2000), "RefreshToken": "again"}
        return httpx.Response(200, json={"AuthenticationResult": result})

    cache = tmp_path / "tokens.json"
    with httpx.Client(transport=httpx.MockTransport(cognito)) as http:
        Tokens(SESSION, http, cache=cache, now=lambda: 0).id_token()
        Tokens(SESSION, http, cache=cache, now=lambda: 1000).id_token()
        Tokens(SESSION, http, cache=cache, now=lambda: 1990).id_token()
    assert asked == ["USER_PASSWORD_AUTH", "REFRESH_TOKEN_AUTH"]
    assert stat.S_IMODE(cache.stat().st_mode) == 0o600


def test_a_wrong_password_is_said_in_a_sentence() -> None:
    def refuse(_: httpx.Request) -> httpx.Response:
        return httpx.Response(400, json={"message": "Incorrect username or password."})

    with (
        httpx.Client(transport=httpx.MockTransport(refuse)) as http,
        pytest.raises(NotSignedIn, match="Incorrect"),
    ):
        Tokens(SESSION, http).id_token()


def test_a_workspace_is_found_by_id_or_by_its_only_name() -> None:
    known = [
        {"workspace_id": "w1", "name": "a"},
        {"workspace_id": "w2", "name": "b"},
        {"workspace_id": "w3", "name": "b"},
    ]
    with connect(lambda _: httpx.Response(200, json={"workspaces": known})) as quorum:
        assert quorum.workspaces.find("w2").name == "b"
        assert quorum.workspaces.find("a").workspace_id == "w1"
        with pytest.raises(WrongInput, match="2 workspaces"):
            quorum.workspaces.find("b")
        with pytest.raises(WrongInput, match="there is no workspace 'c'"):
            quorum.workspaces.find("c")


def test_frames_come_out_in_order_once_and_without_gaps() -> None:
    order = FrameOrder()
    assert order.accept({"seq": 1}) == []
    assert order.has_gap
    assert order.accept({"seq": 0}) == [{"seq": 0}, {"seq": 1}]
    assert order.accept({"seq": 1}) == []
    assert (order.last, order.has_gap) == (1, False)


def test_an_answer_reads_what_it_knows_and_keeps_the_rest() -> None:
    done = {
        "run_id": "r",
        "answer": "A [1].",
        "outcome": "agreed",
        "agreement": {"value": 1, "count": 2, "total": 2},
    }
    answer = Answer.from_done({**done, "new": 1, "citations": [{"marker": 1, "document_id": "d", "also": 2}]})
    assert (str(answer.agreement), answer.citations[0].marker, answer.raw["new"]) == ("2 of 2", 1, 1)


def test_a_session_never_shows_its_password_and_says_what_it_lacks(tmp_path: Path) -> None:
    assert "secret" not in repr(SESSION)
    file = tmp_path / "session.json"
    SESSION.save(file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert Session.load(file).password == "secret"
    file.write_text("{}")
    with pytest.raises(NotSignedIn, match="incomplete"):
        Session.load(file)
    assert session_files({"QUORUM_STATE": str(tmp_path)}) == [file]


def test_a_rating_is_sent_as_it_is_meant() -> None:
    sent: list[object] = []

    def keep(request: httpx.Request) -> httpx.Response:
        sent.append((request.method, request.url.path, json.loads(request.content)))
        return httpx.Response(201, json={"run_id": "r1"})

    with connect(keep) as quorum:
        quorum.rate("r1", "down", "The date is wrong.")
    body = {"run_id": "r1", "rating": "down", "comment": "The date is wrong."}
    assert sent == [("POST", "/v/feedback", body)]


def test_an_answer_has_a_probability_only_where_the_server_knows_one() -> None:
    likely = {"value": 0.8, "low": 0.7, "high": 0.9, "judgements": 40}
    answer = Answer.from_done({"answer": "Yes.", "probability": likely, "relevance": 0.6})
    assert str(answer.probability) == "0.80 (0.70 to 0.90, 40 judged answers)"
    assert answer.relevance == 0.6
    assert Answer.from_done({"answer": "Yes.", "probability": None}).probability is None
