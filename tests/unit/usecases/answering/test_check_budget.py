"""A user's budget of the day."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from genai_core.adapters.memory.usage_ledger import MemoryUsageLedger
from genai_core.domain.generation.budgets import Budget, budget_day
from genai_core.domain.identifiers import ModelId, RunId, UserId, WorkspaceId
from genai_core.domain.protocol.figures import Usage
from genai_core.domain.workspaces import Workspace
from genai_core.errors import Refused
from genai_core.usecases.answering.check_budget import CheckBudget
from tests.contract.clocks import SetClock

FREE = Workspace(WorkspaceId("w-1"), "Notes", UserId("ann"), "2026-01-01T00:00:00Z")
ANN, BOB = UserId("ann"), UserId("bob")
NOON = datetime(2026, 3, 31, 12, tzinfo=UTC)


def checker(budget: Budget, *calls: Usage, at: datetime = NOON) -> tuple[CheckBudget, SetClock]:
    clock, ledger = SetClock(at), MemoryUsageLedger()
    for number, usage in enumerate(calls):
        ledger.record(ANN, RunId(str(number)), ModelId(f"m{number}"), usage, day=budget_day(at))
    return CheckBudget(ledger, clock, budget), clock


def test_within_the_budget_a_user_may_ask() -> None:
    check, _ = checker(Budget(daily_tokens=100), Usage(60, 39))
    check(ANN, FREE)


def test_a_spent_budget_refuses_and_says_when_it_starts_again() -> None:
    check, _ = checker(Budget(daily_tokens=100), Usage(30, 20), Usage(40, 10))
    with pytest.raises(Refused, match="100 of 100 tokens") as caught:
        check(ANN, FREE)
    assert caught.value.reset_at == "2026-04-01T00:00:00+00:00"


def test_money_counts_like_tokens() -> None:
    check, _ = checker(Budget(daily_cost_usd=0.5), Usage(1, 1, 0.3), Usage(1, 1, 0.25))
    with pytest.raises(Refused, match=r"\$0\.55 of \$0\.50"):
        check(ANN, FREE)


def test_another_user_and_another_day_have_their_own() -> None:
    check, clock = checker(Budget(daily_tokens=10), Usage(10, 10))
    check(BOB, FREE)
    clock.pass_by(timedelta(hours=12).total_seconds())
    check(ANN, FREE)


def test_a_limit_of_zero_limits_nothing() -> None:
    check, _ = checker(Budget(), Usage(10**9, 10**9, 1e6))
    check(ANN, FREE)


def test_a_workspace_has_a_budget_of_all_its_members_together() -> None:
    check, clock = checker(Budget())
    limited = replace(FREE, daily_cost_usd=0.5)
    for user, workspace_id in ((ANN, FREE.workspace_id), (BOB, FREE.workspace_id), (BOB, WorkspaceId("w-2"))):
        run, day = RunId(f"{user} {workspace_id}"), budget_day(clock.now())
        check.ledger.record(user, run, ModelId("m"), Usage(1, 1, 0.25), day=day, workspace_id=workspace_id)
    for user in (ANN, BOB):
        with pytest.raises(
            Refused, match=r"budget of the workspace 'Notes' is spent: \$0\.50 of \$0\.50"
        ) as caught:
            check(user, limited)
        assert caught.value.reset_at == "2026-04-01T00:00:00+00:00"
    check(ANN, FREE)
    check(ANN, replace(limited, workspace_id=WorkspaceId("w-2")))
    clock.pass_by(timedelta(hours=12).total_seconds())
    check(ANN, limited)
