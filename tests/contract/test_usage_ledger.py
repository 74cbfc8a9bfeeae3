"""What every usage ledger does."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from genai_core.adapters.dynamodb.table import DynamoTable
from genai_core.adapters.dynamodb.usage_ledger import DynamoUsageLedger
from genai_core.adapters.memory.usage_ledger import MemoryUsageLedger
from genai_core.domain.identifiers import ModelId, RunId, UserId, WorkspaceId
from genai_core.domain.protocol.figures import Usage
from genai_core.ports.usage_ledger import UsageLedger, UsageLine, UserLine
from tests.contract.clocks import SetClock

ANN, MODEL = UserId("ann"), ModelId("m#1")


@pytest.fixture(params=["memory", "dynamodb"])
def ledger(request: pytest.FixtureRequest) -> UsageLedger:
    if request.param == "memory":
        return MemoryUsageLedger()

    aws = request.getfixturevalue("aws")
    return DynamoUsageLedger(DynamoTable(aws.client("dynamodb"), aws.create_table("usage")), SetClock())


def test_calls_add_up_per_day_and_model(ledger: UsageLedger) -> None:
    ledger.record(ANN, RunId("r1"), MODEL, Usage(10, 5, 0.25), day="2026-01-01")
    ledger.record(ANN, RunId("r2"), MODEL, Usage(1, 2, 0.5), day="2026-01-01")
    ledger.record(ANN, RunId("r3"), MODEL, Usage(7, 7, 0.0), day="2026-01-02")
    assert ledger.lines(ANN, since="2026-01-01") == [
        UsageLine("2026-01-01", MODEL, 2, Usage(11, 7, 0.75)),
        UsageLine("2026-01-02", MODEL, 1, Usage(7, 7, 0.0)),
    ]


def test_the_same_call_again_changes_nothing(ledger: UsageLedger) -> None:
    for _ in range(3):
        ledger.record(ANN, RunId("r1"), MODEL, Usage(10, 5, 0.1), day="2026-01-01")
    (line,) = ledger.lines(ANN, since="2026-01-01")
    assert (line.calls, line.usage) == (1, Usage(10, 5, 0.1))


def test_two_models_of_one_run_are_two_calls(ledger: UsageLedger) -> None:
    for model in ("a", "b"):
        ledger.record(ANN, RunId("r1"), ModelId(model), Usage(1, 1), day="2026-01-01")
    assert [line.model_id for line in ledger.lines(ANN, since="2026-01-01")] == ["a", "b"]


def test_earlier_days_and_other_users_are_left_out(ledger: UsageLedger) -> None:
    ledger.record(ANN, RunId("r1"), MODEL, Usage(1, 1), day="2025-12-31")
    ledger.record(UserId("bob"), RunId("r2"), MODEL, Usage(1, 1), day="2026-01-01")
    assert ledger.lines(ANN, since="2026-01-01") == []


def test_the_sum_of_lines_equals_the_sum_of_concurrent_calls(ledger: UsageLedger) -> None:
    def call(number: int) -> None:
        # each call is reported twice, as a retried step does
        for _ in range(2):
            ledger.record(ANN, RunId(f"r{number}"), MODEL, Usage(3, 2, 0.001), day="2026-01-01")

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(call, range(40)))
    (line,) = ledger.lines(ANN, since="2026-01-01")
    assert (line.calls, line.usage.input_tokens, line.usage.output_tokens) == (40, 120, 80)
    assert line.usage.cost_usd == pytest.approx(0.04)


def test_a_day_of_all_users_holds_nobodys_marks(ledger: UsageLedger) -> None:
    bob, day = UserId("bob"), "2026-01-02"
    ledger.record(bob, RunId("r1"), MODEL, Usage(1, 2, 0.5), day=day)
    for run in ("r2", "r3"):
        ledger.record(ANN, RunId(run), MODEL, Usage(10, 5, 0.25), day=day)
    ledger.record(ANN, RunId("r4"), MODEL, Usage(7, 7), day="2026-01-01")
    assert ledger.lines_of_day(day) == [
        UserLine(ANN, UsageLine(day, MODEL, 2, Usage(20, 10, 0.5))),
        UserLine(bob, UsageLine(day, MODEL, 1, Usage(1, 2, 0.5))),
    ]
    assert ledger.lines_of_day("2026-01-03") == []


def test_a_workspace_has_its_own_sums_that_no_user_or_day_counts_again(ledger: UsageLedger) -> None:
    here, day = WorkspaceId("w-1"), "2026-01-02"
    for user, run in ((ANN, "r1"), (UserId("bob"), "r2"), (UserId("bob"), "r2")):
        ledger.record(user, RunId(run), MODEL, Usage(10, 5, 0.25), day=day, workspace_id=here)
    ledger.record(ANN, RunId("r3"), MODEL, Usage(1, 1), day=day, workspace_id=WorkspaceId("w-2"))
    ledger.record(ANN, RunId("r4"), MODEL, Usage(7, 7), day="2026-01-01", workspace_id=here)
    assert ledger.workspace_lines(here, since=day) == [UsageLine(day, MODEL, 2, Usage(20, 10, 0.5))]
    assert [line.user_id for line in ledger.lines_of_day(day)] == [ANN, "bob"]
    assert sum(line.line.calls for line in ledger.lines_of_day(day)) == 3
