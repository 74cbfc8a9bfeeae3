"""The scheduled function that looks after stale documents."""

import json

import pytest

from genai_core.settings import MonitoringSettings, Settings
from genai_core.usecases.ingestion.reconcile_documents import Reconciliation
from lambdas.reconcile_documents import handler as module


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, object]]:
    """What the use case was asked, in place of the deployment's stores."""
    calls: list[dict[str, object]] = []

    def reconcile(**call: object) -> Reconciliation:
        calls.append(call)
        return Reconciliation() if call["start_over"] else Reconciliation(restarted=1, failed=2)

    monkeypatch.setattr(module.document_states, "reconcile_documents", lambda: reconcile)
    monkeypatch.setattr(
        module, "settings", lambda: Settings(monitoring=MonitoringSettings(stuck_after_minutes=120))
    )
    return calls


def test_a_scheduled_event_uses_the_deployments_limit(asked: list[dict[str, object]]):
    module.handler({"source": "aws.events", "time": "2026-01-01T00:00:00Z"}, None)
    assert asked == [{"stale_after_s": 7200, "start_over": False}]


def test_an_event_may_name_another_limit(asked: list[dict[str, object]]):
    module.handler({"stale_after_s": 0, "start_over": True}, None)
    assert asked == [{"stale_after_s": 0, "start_over": True}]


def test_stuck_documents_are_counted_for_the_alarm(
    asked: list[dict[str, object]], capsys: pytest.CaptureFixture[str]
):
    assert module.handler({}, None) == {"restarted": 1, "failed": 2, "left": 0}
    line = next(line for line in capsys.readouterr().out.splitlines() if "StuckDocuments" in line)
    record = json.loads(line)
    assert record["StuckDocuments"] == [3.0]
    assert (record["service"], record["environment"]) == ("quorum", "local")
    assert [set(names) for names in record["_aws"]["CloudWatchMetrics"][0]["Dimensions"]] == [
        {"service", "environment"}
    ]


def test_no_figure_is_written_while_nothing_is_stuck(
    asked: list[dict[str, object]], capsys: pytest.CaptureFixture[str]
):
    assert module.handler({"start_over": True}, None) == {"restarted": 0, "failed": 0, "left": 0}
    assert "StuckDocuments" not in capsys.readouterr().out
