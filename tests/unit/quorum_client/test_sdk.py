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

from genai_core.domain.protocol.codec import to_json
from quorum_client import Answer, NotSignedIn, Quorum, QuorumUnreachable, ServerRefused, Session
from quorum_client.errors import Unreadable, WrongInput
from quorum_client.frames import FrameOrder
from quorum_client.session import session_files
from quorum_client.tokens import Tokens
from quorum_client.values import to_json as sdk_json
from tests.unit.domain.protocol.examples import WHOLE

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
DONE: dict[str, Any] = to_json(WHOLE)
Answering = Callable[[httpx.Request], httpx.Response]


def workspace(workspace_id: str, name: str) -> dict[str, Any]:
    return {"workspace_id": workspace_id, "name": name, "owner": "ada", "created_at": "2026-01-01T00:00:00Z"}


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
        return httpx.Response(200, json={"workspaces": [{**workspace("w1", "a"), "more": 1}]})

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
        return httpx.Response(status, json={**DONE, "answer": "Yes [1]."})

    with connect(answer) as quorum:
        assert quorum.query("?", "w").text == "Yes [1]."
    assert len(keys) == 2
    assert len(set(keys)) == 1


def test_a_server_that_is_away_is_reported_in_a_sentence() -> None:
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


def test_a_wrong_password_is_reported_in_a_sentence() -> None:
    def refuse(_: httpx.Request) -> httpx.Response:
        return httpx.Response(400, json={"message": "Incorrect username or password."})

    with (
        httpx.Client(transport=httpx.MockTransport(refuse)) as http,
        pytest.raises(NotSignedIn, match="Incorrect"),
    ):
        Tokens(SESSION, http).id_token()


OWN = {"is_own": True}
KNOWN = [
    workspace("w-1111111111111111", "a") | OWN,
    workspace("w-2222222222222222", "b") | OWN,
    workspace("w-3333333333333333", "b") | OWN,
    # Others call theirs as they like: even like an id, or like one's own.
    workspace("w-4444444444444444", "a") | {"owner": "eve"},
    workspace("w-5555555555555555", "w-1111111111111111") | {"owner": "eve"},
    workspace("w-6666666666666666", "shared") | {"owner": "eve"},
]


def listing(request: httpx.Request) -> httpx.Response:
    """Answers a listing, and creates the requested item."""
    if request.method == "POST":
        return httpx.Response(201, json=workspace("w-new", json.loads(request.content)["name"]) | OWN)
    return httpx.Response(200, json={"workspaces": KNOWN})


@pytest.mark.parametrize("method", ["find", "find_or_create"])
def test_a_workspace_is_found_by_id_or_by_the_only_own_one_of_that_name(method: str) -> None:
    with connect(listing) as quorum:
        find = getattr(quorum.workspaces, method)
        assert find("w-2222222222222222").name == "b"
        assert find("w-4444444444444444").owner == "eve"
        assert find("a").workspace_id == find("w-1111111111111111").workspace_id == "w-1111111111111111"
        with pytest.raises(WrongInput, match="2 workspaces of yours") as ambiguous:
            find("b")
        assert "w-2222222222222222 (yours), w-3333333333333333 (yours)" in str(ambiguous.value)
        with pytest.raises(WrongInput, match=r"only a workspace of somebody else .* w-6{16} \(owner eve\)"):
            find("shared")
        with pytest.raises(WrongInput, match="no workspace 'w-7777777777777777'"):
            find("w-7777777777777777")


def test_a_name_that_one_has_not_given_yet_makes_a_workspace_only_where_that_is_asked() -> None:
    with connect(listing) as quorum:
        assert quorum.workspaces.find_or_create("c").workspace_id == "w-new"
        with pytest.raises(WrongInput, match=r"no workspace 'c'\. You have 'a', 'b', 'b'"):
            quorum.workspaces.find("c")


def test_invitations_are_listed_and_answered() -> None:
    asked: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(f"{request.method} {request.url.path}")
        shared = {"workspace_id": "w2", "name": "b", "owner": "eve"}
        answers = {"GET": {"invitations": [shared]}, "PUT": workspace("w2", "b")}
        return httpx.Response(200, json=answers.get(request.method, shared))

    with connect(answer) as quorum:
        assert [(row.workspace_id, row.owner) for row in quorum.workspaces.invitations()] == [("w2", "eve")]
        assert quorum.workspaces.accept("w2").workspace_id == "w2"
        quorum.workspaces.decline("w2")
    assert [line.split(" ")[0] for line in asked] == ["GET", "PUT", "DELETE"]
    assert asked[0].endswith("/invitations")


def test_frames_come_out_in_order_once_and_without_gaps() -> None:
    order = FrameOrder()
    assert order.accept({"seq": 1}) == []
    assert order.has_gap
    assert order.accept({"seq": 0}) == [{"seq": 0}, {"seq": 1}]
    assert order.accept({"seq": 1}) == []
    assert (order.last, order.has_gap) == (1, False)


def test_an_answer_is_what_the_server_sent_and_a_newer_servers_fields_are_ignored() -> None:
    answer = Answer.from_done({**DONE, "new": 1, "citations": [{**DONE["citations"][0], "also": 2}]})
    assert sdk_json(answer) == DONE
    assert (str(answer.agreement), answer.text) == ("2 of 3", "It is 330 m. [1]")
    assert answer.claims[0].models[1].value == "334 m"


@pytest.mark.parametrize("change", [{"outcome": "guessed"}, {"answer": None}, {"sentences": [{"text": "x"}]}])
def test_an_answer_of_another_version_is_said_to_be_unreadable(change: dict[str, Any]) -> None:
    with pytest.raises(Unreadable):
        Answer.from_done({**DONE, **change})


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
    assert str(Answer.from_done(DONE).probability) == "0.90 (0.80 to 0.95, 40 judged answers)"
    assert Answer.from_done({**DONE, "probability": None}).probability is None


def test_a_replay_is_begun_once_and_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quorum_client.client.LOOK_EVERY_S", 0)
    sent: list[tuple[str, str]] = []
    run = {
        **{"run_id": "r2", "request_id": "q", "workspace_id": "w", "session_id": "s", "query": "?"},
        **{"state": "running", "origin": "r1"},
    }

    def serve(request: httpx.Request) -> httpx.Response:
        sent.append((request.method, request.url.path))
        if request.method == "POST":
            return httpx.Response(202, json={"run_id": "r2", "origin": "r1"})
        ended = len(sent) > 2
        return httpx.Response(200, json={**run, "result": {**DONE, "answer": "Yes [1]."} if ended else None})

    with connect(serve) as quorum:
        assert quorum.replay("r1").text == "Yes [1]."
    assert sent == [("POST", "/v/runs/r1/replay"), ("GET", "/v/runs/r2"), ("GET", "/v/runs/r2")]


def test_a_replay_that_fails_says_why() -> None:
    failure = {"error": "the budget is spent", "code": "Refused", "remedy": "Ask tomorrow."}
    run = {
        **{"run_id": "r2", "request_id": "q", "workspace_id": "w", "session_id": "s", "query": "?"},
        **{"state": "failed", "error": failure},
    }

    def serve(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, json={"run_id": "r2", "origin": "r1"} if request.method == "POST" else run)

    with connect(serve) as quorum, pytest.raises(ServerRefused, match=r"budget is spent\. Ask tomorrow\."):
        quorum.replay("r1")
