"""What the command line says of an answer and of a workspace's promise."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import httpx
import pytest
from click.testing import CliRunner

from genai_core.domain.protocol.codec import to_json
from genai_core.domain.protocol.figures import Promise, Usage
from quorum_client.cli import quorum as command_line
from quorum_client.cli.ask import show_answer
from quorum_client.values import Answer
from tests.unit.domain.protocol.examples import BARE, WHOLE
from tests.unit.quorum_client.test_sdk import connect, workspace

WORDS = "At most 5 of 100 questions get a wrong answer, from 200 judged answers."
CALIBRATION_REPORT = {
    "judgements": 200,
    "needed": 30,
    "learnt_at": "",
    "weights_are_priors": True,
    "weights": {},
    "calibration": None,
}
PROMISE: dict[str, Any] = {
    "max_error": 0.05,
    "judgements": 200,
    "is_kept": True,
    "is_withheld": False,
    "words": WORDS,
}


def printed(answer: Answer, capsys: pytest.CaptureFixture[str]) -> list[str]:
    show_answer(answer)
    return [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]


def test_the_answer_says_who_says_what_and_what_it_rests_on(capsys: pytest.CaptureFixture[str]) -> None:
    whole = replace(WHOLE, promise=Promise(**PROMISE))
    lines = printed(Answer.from_done(to_json(whole)), capsys)
    claim = lines.index("It is 330 m. (supported)")
    assert lines[claim + 1 : claim + 5] == [
        "documents: “330 metres”",
        "says so: a",
        "says otherwise: b “334 m”",
        "silent: c",
    ]
    assert lines.index("- 1 of 3 models gives another value.") > claim
    assert WORDS in lines
    assert "The provisional answer was replaced by a better one." in lines


def test_without_claims_and_promise_neither_is_mentioned(capsys: pytest.CaptureFixture[str]) -> None:
    lines = printed(Answer.from_done(to_json(BARE)), capsys)
    assert "Who says what" not in lines
    assert not any("100" in line for line in lines)


class Server:
    """Answers the routes of one workspace, and keeps what it was sent."""

    def __init__(self, promise: dict[str, Any] | None) -> None:
        self.promise, self.sent = promise, list[dict[str, Any]]()

    def __call__(self, request: httpx.Request) -> httpx.Response:
        shared_workspace = workspace("w1", "samples") | {"is_own": True}
        if request.method == "PATCH":
            self.sent.append(json.loads(request.content))
            return httpx.Response(200, json={**shared_workspace, "max_error": 0.05})
        if request.url.path.endswith("/lesson"):
            return httpx.Response(200, json={**CALIBRATION_REPORT, "promise": self.promise})
        if request.url.path.endswith("/budget"):
            budget = {"daily_tokens": 0, "daily_cost_usd": 0.0, "used": to_json(Usage()), "reset_at": ""}
            return httpx.Response(200, json=budget)
        if request.url.path.endswith("/people"):
            return httpx.Response(200, json={"people": [{"user_id": "ann"}]})
        return httpx.Response(200, json={"workspaces": [shared_workspace]})


def run(server: Server, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> tuple[int, str]:
    monkeypatch.setattr("quorum_client.cli.workspace.open_quorum", lambda: connect(server))
    done = CliRunner().invoke(command_line, ["workspace", *arguments])
    return done.exit_code, " ".join(done.output.split())


def test_a_promise_is_set_and_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    server = Server(PROMISE)
    code, output = run(server, monkeypatch, "set", "-w", "samples", "--max-error", "0.05")
    assert (code, server.sent) == (0, [{"max_error": 0.05}])
    assert WORDS in output
    assert WORDS in run(server, monkeypatch, "show", "-w", "w1")[1]


def test_a_workspace_that_promises_nothing_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    code, output = run(Server(None), monkeypatch, "show", "-w", "samples")
    assert code == 0
    assert "promises nothing" in output
    assert "samples" in run(Server(None), monkeypatch, "list")[1]


@pytest.mark.parametrize("arguments", [("--max-error", "0.7"), ("--max-error", "-1"), ()])
def test_a_change_that_changes_nothing_is_refused(
    monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    server = Server(None)
    code, _ = run(server, monkeypatch, "set", "-w", "samples", *arguments)
    assert (code, server.sent) == (2, [])
