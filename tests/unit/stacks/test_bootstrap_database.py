"""The function that makes the database's extension and user, against a cluster that is paused."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from stacks.constructs.at_deployment import bootstrap_database as module
from tests.unit.stacks.cloudformation import IDS, CloudFormation, cloudformation

VALUES = {"ClusterArn": "c", "SecretArn": "s", "Database": "quorum", "Statements": ["first", "second"]}


class DatabaseResumingException(Exception):
    """What the Data API says, as its client names it."""


class StatementTimeoutException(Exception):
    """The Data API waits for 45 seconds; the statement goes on."""


class Cluster:
    """Takes statements once it was asked often enough."""

    def __init__(self, asleep: int, error: type[Exception] = DatabaseResumingException) -> None:
        self.asleep, self.error = asleep, error
        self.ran: list[str] = []

    def execute_statement(self, **call: Any) -> None:
        assert (call["resourceArn"], call["secretArn"], call["database"]) == ("c", "s", "quorum")
        assert call["continueAfterTimeout"] is True
        if self.asleep > 0:
            self.asleep -= 1
            raise self.error("resuming")
        self.ran.append(call["sql"])


@pytest.mark.parametrize("asleep", [0, 3, module.ATTEMPTS - 1])
def test_statements_wait_for_a_paused_cluster_and_run_in_their_order(asleep: int) -> None:
    cluster, waited = Cluster(asleep), []
    module.run(cluster, VALUES, sleep=waited.append)
    assert cluster.ran == ["first", "second"]
    assert sum(waited) == asleep * module.WAIT_S


def test_a_cluster_that_does_not_wake_and_any_other_error_fail() -> None:
    with pytest.raises(DatabaseResumingException):
        module.run(Cluster(module.ATTEMPTS), VALUES, sleep=lambda _: None)
    waited: list[float] = []
    with pytest.raises(PermissionError):
        module.run(Cluster(1, PermissionError), VALUES, sleep=waited.append)
    assert waited == []


def test_a_migration_of_large_tables_is_waited_for() -> None:
    cluster, waited = Cluster(9, StatementTimeoutException), []
    module.run(cluster, VALUES, sleep=waited.append, clock=iter(range(0, 2000, 50)).__next__)
    assert cluster.ran == ["first", "second"]
    assert waited == []


def test_a_statement_that_outlasts_the_function_is_named_before_the_function_is_killed() -> None:
    calls = iter(range(0, 2000, 50))
    with pytest.raises(TimeoutError, match="deploy again later: first"):
        module.run(Cluster(99, StatementTimeoutException), VALUES, clock=calls.__next__)
    assert next(calls) < 12 * 60 - 45


@pytest.fixture
def formation() -> Iterator[CloudFormation]:
    with cloudformation() as running:
        yield running


@pytest.mark.parametrize(
    ("kind", "asleep", "status", "ran"),
    [
        ("Create", 0, "SUCCESS", ["first", "second"]),
        ("Update", 0, "SUCCESS", ["first", "second"]),
        ("Delete", 0, "SUCCESS", []),
        ("Create", 1, "FAILED", []),
    ],
)
def test_cloudformation_is_told_in_every_case(
    monkeypatch: pytest.MonkeyPatch,
    formation: CloudFormation,
    kind: str,
    asleep: int,
    status: str,
    ran: list[str],
) -> None:
    cluster = Cluster(asleep, PermissionError)
    monkeypatch.setattr("boto3.client", lambda service: cluster)
    module.handler(formation.event(kind, VALUES), SimpleNamespace(log_stream_name="stream"))
    (answer,) = formation.answers
    assert (answer["Status"], answer["PhysicalResourceId"]) == (status, "stream")
    assert {name: answer[name] for name in IDS} == IDS
    assert cluster.ran == ran
