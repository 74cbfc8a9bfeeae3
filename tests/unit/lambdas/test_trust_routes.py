"""Evaluation runs, disputed answers, people and budgets over REST; who may is walked with the permissions."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from genai_core.domain.chat.conversations import SessionMessage
from genai_core.domain.identifiers import ModelId, RunId, SessionId, UserId, WorkspaceId
from genai_core.domain.protocol.figures import Usage
from genai_core.usecases.answering.list_disputes import LATEST, MOST_DISPUTES
from tests.unit.lambdas.in_memory_backend import ANN, BOB, SHARED, InMemoryBackend
from tests.unit.lambdas.rest import call

W = f"/workspaces/{SHARED}"
POINTS = [{"x": 0.5, "y": 0.25, "count": 4}, {"x": 1.0, "y": 1.0}]
RUN: dict[str, Any] = {
    "kind": "answers",
    "name": "qa",
    "command": "quorum evaluate answers qa",
    "figures": {"f1": 0.5},
    "curves": [{"kind": "risk_coverage", "points": POINTS}],
}


def turn(backend: InMemoryBackend, session: str, number: int, answer: dict[str, Any]) -> None:
    """Records a question of Bob's and its answer."""
    at, run = f"2026-01-01T00:{number:02d}:00Z", f"r{number}"
    asked = SessionMessage(SessionId(session), SHARED, BOB, "user", f"Question {number}?", at, run)
    backend.conversations.append(asked)
    backend.conversations.append(replace(asked, role="assistant", text="", answer=answer))


def test_a_published_run_is_shown_to_the_members_with_its_curves(backend: InMemoryBackend) -> None:
    status, published, _ = call("POST", f"{W}/evaluations", RUN, user=ANN)
    assert (status, published["published_by"]) == (201, "ann")
    (shown,) = call("GET", f"{W}/evaluations", user=BOB)[1]["evaluations"]
    assert shown == published
    assert shown["curves"] == [
        {"kind": "risk_coverage", "points": [{"count": 0, **point} for point in POINTS]}
    ]


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"figures": {}}, "figures"),
        ({"figures": {"f1": float("nan")}}, "figures"),
        ({"curves": [{"kind": "risk_coverage", "points": [{"x": 2, "y": 0}, {"x": 0, "y": 0}]}]}, "x is 2"),
        ({"kind": "<b>"}, "kind"),
    ],
)
def test_a_run_that_is_not_valid_is_refused_by_name(
    backend: InMemoryBackend, wrong: dict[str, Any], named: str
) -> None:
    status, problem, _ = call("POST", f"{W}/evaluations", {**RUN, **wrong}, user=ANN)
    assert status == 400
    assert named in problem["detail"]


def test_disputed_answers_are_listed_newest_first_from_the_callers_own_conversations(
    backend: InMemoryBackend,
) -> None:
    turn(backend, "s1", 1, {"outcome": "disputed", "disputed": ["m2: 2.25 euros"]})
    turn(backend, "s1", 2, {"outcome": "agreed", "disputed": []})
    turn(backend, "s2", 3, {"outcome": "agreed", "disputed": ["m1: 7"]})
    listed = call("GET", f"{W}/disputes", user=BOB)[1]
    assert [(each["question"], each["outcome"]) for each in listed["disputes"]] == [
        ("Question 3?", "agreed"),
        ("Question 1?", "disputed"),
    ]
    assert listed["disputes"][1]["disputed"] == ["m2: 2.25 euros"]
    assert listed["looked_through"] == 2
    assert call("GET", f"{W}/disputes", user=ANN)[1] == {"disputes": [], "looked_through": 0}


def test_an_answer_of_a_document_that_is_gone_is_not_listed_as_disputed(backend: InMemoryBackend) -> None:
    turn(backend, "s1", 1, {"outcome": "disputed", "disputed": [], "documents": ["d" * 32]})
    assert call("GET", f"{W}/disputes", user=BOB)[1]["disputes"] == []


def test_one_call_reads_a_bounded_number_of_conversations(backend: InMemoryBackend) -> None:
    for number in range(LATEST + 5):
        turn(backend, f"s{number}", number, {"outcome": "disputed", "disputed": []})
    listed = call("GET", f"{W}/disputes", user=BOB)[1]
    assert (len(listed["disputes"]), listed["looked_through"]) == (MOST_DISPUTES, LATEST)
    assert listed["disputes"][0]["question"] == f"Question {LATEST + 4}?"


def test_people_are_shown_by_address_once_they_joined(backend: InMemoryBackend) -> None:
    shared = backend.workspaces.get(SHARED)
    # Eve has an address, too, but has not accepted.
    backend.workspaces.update(replace(shared, invited=(UserId("eve"),)))
    assert call("GET", f"{W}/people", user=BOB)[1]["people"] == [
        {"user_id": "ann", "email": "ann@quorum.example"},
        {"user_id": "bob", "email": ""},
    ]


def test_whoever_shares_or_invites_is_shown_by_address(backend: InMemoryBackend) -> None:
    (shared,) = call("GET", "/workspaces", user=BOB)[1]["workspaces"]
    assert shared["owner_email"] == "ann@quorum.example"
    assert [each["owner_email"] for each in call("GET", "/workspaces", user=ANN)[1]["workspaces"]] == [""]
    backend.workspaces.update(replace(backend.workspaces.get(SHARED), invited=(UserId("eve"),)))
    (invitation,) = call("GET", "/invitations", user="eve")[1]["invitations"]
    assert invitation["owner_email"] == "ann@quorum.example"


def test_a_workspaces_budget_is_set_shown_and_counts_all_members(backend: InMemoryBackend) -> None:
    changed = call("PATCH", W, {"daily_cost_usd": 0.5, "daily_tokens": 100}, user=ANN)[1]
    assert (changed["daily_cost_usd"], changed["daily_tokens"]) == (0.5, 100)
    today = backend.clock.now().date().isoformat()
    for user, workspace in ((ANN, SHARED), (BOB, SHARED), (BOB, WorkspaceId("w-other"))):
        run = RunId(f"{user} {workspace}")
        backend.ledger.record(user, run, ModelId("m"), Usage(10, 5, 0.2), day=today, workspace_id=workspace)
    budget = call("GET", f"{W}/budget", user=BOB)[1]
    assert budget["used"] == {"input_tokens": 20, "output_tokens": 10, "cost_usd": pytest.approx(0.4)}
    assert budget["reset_at"] > backend.clock.now().isoformat()
    assert call("PATCH", W, {"daily_cost_usd": -1}, user=ANN)[0] == 400
    assert call("PATCH", W, {"daily_tokens": 0}, user=ANN)[1]["daily_cost_usd"] == 0.5
