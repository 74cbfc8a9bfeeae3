"""The command line as a user runs it, over the function that serves the API."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass

import httpx
import pytest

from lambdas.serve_api.handler import handler
from quorum_client import Quorum
from quorum_client.cli import quorum
from quorum_client.cli.exits import run
from tests.unit.lambdas.in_memory_backend import Context, address_of, rest_event
from tests.unit.quorum_client.test_sdk import SESSION


@dataclass(frozen=True)
class Said:
    """What a command ended with, and what it wrote where."""

    status: int
    out: str
    err: str

    @property
    def words(self) -> str:
        """All of it in one line."""
        return " ".join(f"{self.out} {self.err}".split())


@dataclass(frozen=True)
class CommandLine:
    """Runs `quorum` as users of the deployment in memory."""

    monkeypatch: pytest.MonkeyPatch
    capsys: pytest.CaptureFixture[str]

    def __call__(self, user: str, *arguments: str) -> Said:
        self.monkeypatch.setattr(Quorum, "connect", lambda _=None: signed_in_as(user))
        self.capsys.readouterr()
        status = run(quorum, arguments)
        printed = self.capsys.readouterr()
        return Said(status, printed.out, printed.err)


def identity(user: str) -> str:
    claims = {"exp": 4e9, "sub": user, "email": address_of(user), "email_verified": True}
    encoded = base64.urlsafe_b64encode(json.dumps(claims).encode()).decode().rstrip("=")
    return f"head.{encoded}.signature"


def signed_in_as(user: str) -> Quorum:
    """Returns a client whose calls go to the function, as the gateway hands them over."""

    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.host == "cognito":
            return httpx.Response(200, json={"AuthenticationResult": {"IdToken": identity(user)}})
        path = request.url.path.removeprefix(httpx.URL(SESSION.api_url).path.rstrip("/"))
        query = dict(request.url.params)
        event = rest_event(request.method, path, request.content.decode() or None, user=user, query=query)
        answered = handler(event, Context())
        return httpx.Response(
            answered["statusCode"], content=answered["body"], headers={"Content-Type": "application/json"}
        )

    return Quorum(SESSION, http=httpx.Client(transport=httpx.MockTransport(answer)))


@pytest.fixture
def quorum_as(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> CommandLine:
    return CommandLine(monkeypatch, capsys)
