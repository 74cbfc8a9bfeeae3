"""A conversation is read in parts, by those who may read all of it."""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from dataclasses import replace
from typing import Any

import pytest

from genai_core.domain.chat.conversations import SessionMessage
from genai_core.domain.identifiers import SessionId, UserId, WorkspaceId
from genai_core.domain.protocol.codec import to_json
from genai_core.domain.protocol.frames import MAX_FRAME_BYTES
from genai_core.domain.protocol.sessions import MAX_SESSION_MESSAGES
from genai_core.domain.workspaces import Workspace
from lambdas.serve_api.handler import handler
from tests.unit.domain.protocol.examples import WHOLE
from tests.unit.lambdas.in_memory_backend import ANN, BOB, EVE, SHARED, Context, InMemoryBackend, rest_event
from tests.unit.lambdas.rest import call

LAMBDA_RESPONSE_BYTES = 6 * 1024 * 1024


def ask(
    backend: InMemoryBackend,
    turn: int,
    *,
    session: str = "s1",
    workspace: WorkspaceId = SHARED,
    **answer: Any,
) -> None:
    for role, text in (("user", f"q{turn}"), ("assistant", answer.get("answer", f"a{turn}"))):
        at = f"2026-01-01T{turn // 60:02d}:{turn % 60:02d}:0{int(role == 'assistant')}+00:00"
        backend.conversations.append(
            SessionMessage(
                SessionId(session),
                workspace,
                ANN,
                role,  # type: ignore[arg-type]
                text,
                at,
                f"r{turn}",
                answer or None if role == "assistant" else None,
            )
        )


def read(query: dict[str, Any], *, user: UserId = ANN, session: str = "s1") -> tuple[int, dict[str, Any]]:
    return call("GET", f"/sessions/{session}", query=query, user=user)[:2]


def pages(limit: int, user: UserId = ANN) -> list[list[str]]:
    texts: list[list[str]] = []
    query = {"limit": str(limit)}
    while "before" not in query or query["before"]:
        part = read(query, user=user)[1]
        texts.insert(0, [message["text"] for message in part["messages"]])
        query["before"] = part["before"]
    return texts


def test_parts_are_complete_turns_from_the_newest_to_the_first(backend: InMemoryBackend) -> None:
    for turn in range(5):
        ask(backend, turn)
    assert pages(4) == [["q0", "a0"], ["q1", "a1", "q2", "a2"], ["q3", "a3", "q4", "a4"]]
    # The fifth message is an answer, which stays with its question.
    assert pages(5) == pages(4)
    assert pages(10) == [[f"{kind}{turn}" for turn in range(5) for kind in "qa"]]
    newest = read({})[1]
    assert (len(newest["messages"]), newest["before"]) == (10, None)


def test_who_may_read_a_shared_conversation_reads_all_parts_and_a_stranger_none(
    backend: InMemoryBackend,
) -> None:
    for turn in range(3):
        ask(backend, turn)
    before = read({"limit": "2"})[1]["before"]
    assert read({"limit": "2", "before": before}, user=BOB)[0] == 404
    call("PATCH", "/sessions/s1", {"is_shared": True})
    assert pages(2, BOB) == pages(2)
    assert read({"limit": "2", "before": before}, user=BOB)[1]["shared_by"] == ANN
    for cursor in (before, "broken"):
        assert read({"limit": "2", "before": cursor}, user=EVE)[0] == 404


def test_no_part_is_shown_if_another_part_is_closed_to_the_reader(backend: InMemoryBackend) -> None:
    hidden = WorkspaceId("hidden")
    backend.workspaces.create(Workspace(hidden, "Hidden", ANN, ""))
    ask(backend, 0, workspace=hidden)
    ask(backend, 1)
    assert len(pages(2)) == 2
    call("PATCH", "/sessions/s1", {"is_shared": True})
    assert read({"limit": "2"}, user=BOB)[0] == 404
    workspace = backend.workspaces.get(hidden)
    backend.workspaces.update(replace(workspace, owner=EVE))
    assert read({"limit": "2"})[0] == 403


@pytest.mark.parametrize(
    "cursor", ["x", "=", "%%%", "öl", "a" * 5000, urlsafe_b64encode(b"s1#now").decode(), "czEj"]
)
def test_a_broken_cursor_is_refused_by_name(backend: InMemoryBackend, cursor: str) -> None:
    ask(backend, 0)
    status, problem = read({"before": cursor})
    assert (status, "not a valid cursor" in problem["detail"]) == (400, True)
    assert problem["remedy"].startswith("Pass the `before`")


def test_a_cursor_of_another_conversation_is_refused(backend: InMemoryBackend) -> None:
    for turn in range(2):
        for session in ("s1", "s2"):
            ask(backend, turn, session=session)
    before = read({"limit": "2"}, session="s2")[1]["before"]
    status, problem = read({"before": before})
    assert (status, "another conversation" in problem["detail"]) == (400, True)


@pytest.mark.parametrize("limit", ["0", "1", "-2", str(MAX_SESSION_MESSAGES + 1), "many"])
def test_a_limit_that_is_not_possible_is_refused(backend: InMemoryBackend, limit: str) -> None:
    ask(backend, 0)
    assert read({"limit": limit})[0] == 400


def test_the_largest_part_stays_under_the_limit_of_a_function(backend: InMemoryBackend) -> None:
    empty = len(json.dumps(to_json(replace(WHOLE, answer=""))).encode())
    # A quotation mark is escaped twice: in the body, and in the response that contains the body.
    answer = '"' * ((MAX_FRAME_BYTES - empty) // 2)
    for turn in range(MAX_SESSION_MESSAGES):
        ask(backend, turn, **to_json(replace(WHOLE, answer=answer)))
    response = handler(
        rest_event("GET", "/sessions/s1", query={"limit": str(MAX_SESSION_MESSAGES)}), Context()
    )
    assert len(json.loads(response["body"])["messages"]) == MAX_SESSION_MESSAGES
    assert len(json.dumps(response, ensure_ascii=False).encode()) < LAMBDA_RESPONSE_BYTES
