"""`quorum workspace invite`, `accept`, `leave` and `remove`, against the function that serves the API."""

from __future__ import annotations

import base64
import json

import httpx
import pytest
from click.testing import CliRunner

from lambdas.serve_api.handler import handler
from quorum_client import Quorum
from quorum_client.cli import quorum as command_line
from tests.unit.lambdas.house import ANN, BOB, EVE, SHARED, Context, House, rest_event
from tests.unit.quorum_client.test_sdk import SESSION

MODULES = ("workspace", "membership", "invitations")


def identity(user: str) -> str:
    said = base64.urlsafe_b64encode(json.dumps({"exp": 4e9, "sub": user}).encode()).decode().rstrip("=")
    return f"head.{said}.signature"


def signed_in_as(user: str) -> Quorum:
    """Returns a client whose calls go to the function, as the gateway hands them over."""

    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.host == "cognito":
            return httpx.Response(200, json={"AuthenticationResult": {"IdToken": identity(user)}})
        path = request.url.path.removeprefix(httpx.URL(SESSION.api_url).path.rstrip("/"))
        event = rest_event(request.method, path, request.content.decode() or None, user=user)
        answered = handler(event, Context())
        return httpx.Response(
            answered["statusCode"], content=answered["body"], headers={"Content-Type": "application/json"}
        )

    return Quorum(SESSION, http=httpx.Client(transport=httpx.MockTransport(answer)))


def run(monkeypatch: pytest.MonkeyPatch, user: str, *arguments: str) -> tuple[int, str]:
    for module in MODULES:
        monkeypatch.setattr(f"quorum_client.cli.{module}.open_quorum", lambda: signed_in_as(user))
    done = CliRunner().invoke(command_line, arguments)
    return done.exit_code, " ".join(f"{done.output} {done.exception or ''}".split())


def test_a_user_who_is_invited_joins_and_leaves(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    said = run(monkeypatch, EVE, "invitations")[1]
    assert (
        f"no open invitations. Join with `quorum workspace accept ID`. Owners invite you by your id, {EVE}"
        in said
    )

    assert f"invited {EVE}" in run(monkeypatch, ANN, "workspace", "invite", EVE, "-w", SHARED)[1]
    assert EVE not in house.workspaces.get(SHARED).members
    assert SHARED in run(monkeypatch, EVE, "invitations")[1]

    assert run(monkeypatch, EVE, "workspace", "accept", SHARED)[0] == 0
    assert EVE in house.workspaces.get(SHARED).members
    assert run(monkeypatch, EVE, "workspace", "leave", SHARED)[0] == 0
    assert EVE not in house.workspaces.get(SHARED).members


def test_an_owner_removes_a_member(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    assert BOB in house.workspaces.get(SHARED).members
    said = run(monkeypatch, ANN, "workspace", "remove", BOB, "-w", SHARED)[1]
    assert "members nobody but the owner" in said
    assert BOB not in house.workspaces.get(SHARED).members


def test_who_is_not_invited_cannot_join_and_a_member_cannot_invite(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, said = run(monkeypatch, EVE, "workspace", "accept", SHARED)
    assert code != 0
    assert "may not" in said
    code, said = run(monkeypatch, BOB, "workspace", "invite", EVE, "-w", SHARED)
    assert code != 0
    assert house.workspaces.get(SHARED).invited == ()
