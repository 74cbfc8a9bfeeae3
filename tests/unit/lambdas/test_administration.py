"""What administrators see and do over REST; who may is walked with the table of permissions."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from genai_core.domain.identifiers import ModelId, RunId, UserId
from genai_core.domain.protocol.administration import MOST_USERS
from genai_core.domain.protocol.figures import Usage
from tests.fresh_wiring import forget_wiring
from tests.unit.lambdas.endpoints import CAT
from tests.unit.lambdas.in_memory_backend import ANN, BOB, EVE, SHARED, InMemoryBackend
from tests.unit.lambdas.rest import call

SMALL, LARGE = ModelId("small"), ModelId("large")


def day(backend: InMemoryBackend, back: int) -> str:
    return (backend.clock.now().date() - timedelta(days=back)).isoformat()


def test_usage_is_summed_by_day_model_and_user(backend: InMemoryBackend) -> None:
    today, earlier, before = (day(backend, back) for back in (0, 9, 31))
    backend.ledger.record(ANN, RunId("r1"), SMALL, Usage(10, 5, 0.1), day=today)
    backend.ledger.record(ANN, RunId("r1"), LARGE, Usage(10, 5, 0.5), day=today)
    backend.ledger.record(BOB, RunId("r2"), SMALL, Usage(1, 1, 0.1), day=earlier)
    backend.ledger.record(BOB, RunId("r3"), SMALL, Usage(9, 9, 9.0), day=before)
    status, report, _ = call("GET", "/admin/usage", user=EVE)
    assert status == 200
    assert (report["calls"], report["total"]["input_tokens"]) == (3, 21)
    assert [each["day"] for each in report["days"]] == [earlier, today]
    assert [(each["model_id"], each["calls"]) for each in report["models"]] == [("large", 1), ("small", 2)]
    assert [(each["user_id"], each["today"]["output_tokens"]) for each in report["users"]] == [
        ("ann", 10),
        ("bob", 0),
    ]
    assert [each["email"] for each in report["users"]] == ["ann@quorum.example", ""]
    assert report["budget"] == {"tokens": 0, "cost_usd": 0.0}
    assert report["further_users"] == 0


def test_of_many_users_the_dearest_are_shown(backend: InMemoryBackend) -> None:
    today = day(backend, 0)
    for number in range(MOST_USERS + 3):
        usage = Usage(1, 1, number / 100)
        backend.ledger.record(UserId(f"u{number}"), RunId(f"r{number}"), SMALL, usage, day=today)
    report = call("GET", "/admin/usage", user=EVE)[1]
    assert (len(report["users"]), report["further_users"]) == (MOST_USERS, 3)
    assert report["users"][0]["user_id"] == f"u{MOST_USERS + 2}"
    assert report["calls"] == MOST_USERS + 3


@pytest.mark.parametrize("since", ["2025-02-30", "2020-01-01"])
def test_a_day_that_is_none_or_long_gone_is_refused_with_its_remedy(
    backend: InMemoryBackend, since: str
) -> None:
    status, problem, _ = call("GET", "/admin/usage", user=EVE, query={"since": since})
    assert status == 400
    assert since in problem["detail"]
    assert problem["remedy"].startswith("Give ")


def test_a_breaker_is_closed_then_open_then_on_trial(backend: InMemoryBackend) -> None:
    def shown() -> tuple[str, int]:
        (breaker,) = call("GET", "/admin/breakers", user=EVE)[1]["breakers"]
        return breaker["condition"], breaker["failures"]

    now = backend.clock.now().timestamp()
    assert shown() == ("closed", 0)
    *_, seen = [backend.breakers.add_failure("extractive", now=now, window_s=60) for _ in range(5)]
    assert shown() == ("closed", 5)
    backend.breakers.rest("extractive", until=now + 30, seen=seen)
    assert shown() == ("open", 5)
    backend.clock.pass_by(31)
    assert shown() == ("trial", 5)


def test_failed_messages_are_shown_and_sent_again(backend: InMemoryBackend) -> None:
    body = json.dumps({"Records": [{"s3": {"object": {"key": "inbox/w/a.txt"}}}]})
    backend.queue.dead["m1"] = body, "2026-01-01T00:00:00+00:00"
    report = call("GET", "/admin/queue", user=EVE)[1]
    assert (report["waiting"], report["failed"]) == (0, 1)
    assert report["messages"] == [
        {"message_id": "m1", "about": "inbox/w/a.txt", "sent_at": "2026-01-01T00:00:00+00:00"}
    ]
    assert call("POST", "/admin/queue/redrive", user=EVE)[1] == {"sent": 1, "left": 0}
    assert backend.queue.waiting == [body]


@pytest.mark.parametrize(("user", "status"), [(CAT, 201), (EVE, 201), (ANN, 403), (BOB, 403)])
def test_where_only_managers_create_workspaces_others_are_told_whom_to_ask(
    backend: InMemoryBackend, monkeypatch: pytest.MonkeyPatch, user: UserId, status: int
) -> None:
    """Cat is in the group workspace_manager, Eve in admin, Ann and Bob in none, as users of providers are."""
    monkeypatch.setenv("LIMITS_WORKSPACE_CREATORS", "workspace_managers")
    forget_wiring(keeps_clients=True)
    assert call("GET", "/workspaces", user=user)[1]["may_create"] is (status == 201)
    answered, body, _ = call("POST", "/workspaces", {"name": "Mine"}, user=user)
    assert answered == status
    if status == 403:
        assert "sign-in group 'admin' or 'workspace_manager'" in body["remedy"]
        # What they are in already stays theirs.
        assert call("GET", f"/workspaces/{SHARED}", user=user)[0] == 200


def test_other_users_are_told_which_administrator_to_ask(backend: InMemoryBackend) -> None:
    status, problem, _ = call("GET", "/admin/queue", user=ANN)
    assert status == 403
    assert "sign-in group 'admin'" in problem["remedy"]
