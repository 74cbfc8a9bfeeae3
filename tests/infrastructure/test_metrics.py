"""Every metric that an alarm or a dashboard names is written by a handler, with the same dimensions."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from lambdas.catalogue.metrics import METRICS, NAMESPACE, OUTCOMES
from tests.infrastructure.assembly import Assembly
from tests.infrastructure.resolved import resolved
from tests.unit.lambdas.in_memory_backend import EVE, SHARED, InMemoryBackend
from tests.unit.lambdas.rest import call
from tests.unit.lambdas.written_metrics import (
    find_stuck_documents,
    leave_traces,
    lose_a_status_event,
    record_an_answer,
    record_an_error,
    take_bad_drops,
    written,
)

Named = tuple[str, frozenset[str]]
"""A metric and the names of its dimensions."""


def in_alarms(assembly: Assembly) -> Iterator[tuple[str, dict[str, str]]]:
    for alarm in assembly.resources("AWS::CloudWatch::Alarm"):
        several = [
            each["MetricStat"]["Metric"]
            for each in alarm.properties.get("Metrics", [])
            if "MetricStat" in each
        ]
        for metric in several or [alarm.properties]:
            if metric["Namespace"] == NAMESPACE:
                yield metric["MetricName"], {each["Name"]: each["Value"] for each in metric["Dimensions"]}


def in_dashboards(assembly: Assembly, namespace: str = NAMESPACE) -> Iterator[tuple[str, dict[str, str]]]:
    for board in assembly.resources("AWS::CloudWatch::Dashboard"):
        body = json.loads(resolved(assembly, board.properties["DashboardBody"], region="eu-west-1"))
        for widget in body["widgets"]:
            for space, name, *rest in widget["properties"]["metrics"]:
                pairs = [each for each in rest if not isinstance(each, dict)]
                if space == namespace:
                    yield name, dict(zip(pairs[::2], pairs[1::2], strict=True))


@pytest.fixture
def counted(
    backend: InMemoryBackend, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> dict[Named, set[str]]:
    """Units of what handlers wrote in these tests, by name and dimensions."""
    record_an_answer(monkeypatch)
    record_an_error(monkeypatch, "Overloaded")
    find_stuck_documents(monkeypatch)
    take_bad_drops(monkeypatch)
    lose_a_status_event(monkeypatch)
    leave_traces(monkeypatch)
    call("GET", f"/workspaces/{SHARED}", user=EVE)
    dimensions_of: dict[Named, set[str]] = {}
    for each in written(capsys.readouterr().out):
        assert each.namespace == NAMESPACE
        dimensions_of.setdefault((each.name, frozenset(name for name, _ in each.dimensions)), set()).add(
            each.unit
        )
    return dimensions_of


def test_all_that_is_declared_is_written_and_nothing_else(counted: dict[Named, set[str]]) -> None:
    declared: dict[Named, set[str]] = {}
    for metric in METRICS:
        names = metric.dimensions("any", **dict.fromkeys(metric.by, "any"))
        declared[metric.name, frozenset(names)] = {metric.unit}
    assert counted == declared


def test_alarms_read_metrics_that_are_written(assembly: Assembly, counted: dict[Named, set[str]]) -> None:
    read = list(in_alarms(assembly))
    names = {name for name, _ in read}
    assert {"Failures", "FailedAnswers", "FailedModels", "StuckDocuments"} <= names
    # An idle `dev` may cost two dollars in all; it does not watch how long answers take.
    assert ("StageSeconds" in names) is (assembly.environment != "dev")
    for name, dimensions in read:
        assert (name, frozenset(dimensions)) in counted
        assert dimensions["environment"] == assembly.environment


def test_dashboards_show_metrics_that_are_written_of_every_model_and_outcome(
    prod: Assembly, counted: dict[Named, set[str]]
) -> None:
    drawn = list(in_dashboards(prod))
    for name, dimensions in drawn:
        assert (name, frozenset(dimensions)) in counted
        assert dimensions["environment"] == "prod"
    assert {name for name, _ in drawn} == {metric.name for metric in METRICS}
    models = {dimensions["model"] for _, dimensions in drawn if "model" in dimensions}
    assert models == {"extractive", "nova-pro", "claude-haiku", "claude-sonnet"}
    assert {dimensions["outcome"] for _, dimensions in drawn if "outcome" in dimensions} == set(OUTCOMES)


def test_a_service_dashboard_shows_every_function_machine_and_queue(prod: Assembly) -> None:
    def named(namespace: str, dimension: str) -> set[str]:
        return {
            dimensions[dimension]
            for _, dimensions in in_dashboards(prod, namespace)
            if dimension in dimensions
        }

    assert len(named("AWS/Lambda", "FunctionName")) == len(
        [
            each
            for each in prod.resources("AWS::Lambda::Function")
            if "quorum-prod" in str(each.properties.get("FunctionName"))
        ]
    )
    machines = named("AWS/States", "StateMachineArn")
    assert len(machines) == 4
    assert len(named("AWS/SQS", "QueueName")) == 2
    assert len(named("AWS/RDS", "DBClusterIdentifier")) == 1


def test_a_metric_that_nobody_writes_would_be_found(counted: dict[Named, set[str]]) -> None:
    wrong: dict[str, Any] = {"service": "quorum", "environment": "prod", "function": "ask_model"}
    assert ("Failures", frozenset(wrong)) not in counted
