"""Every function that takes records in batches notes each one that goes no further, and does the others."""

from __future__ import annotations

import importlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from genai_core.errors import Overloaded
from genai_core.usecases.ingestion.publish_status import StatusEvent
from genai_core.wiring import document_states
from lambdas import entry
from lambdas.catalogue import FUNCTIONS
from lambdas.catalogue.metrics import FAILED_MESSAGES, LOST_STATUS_EVENTS, Metric
from lambdas.publish_status.handler import handler as publish_status
from tests.unit.lambdas.written_metrics import by_name


@dataclass(frozen=True)
class Consumer:
    """How one function gets its records."""

    metric: Metric
    use_case: str
    record: Callable[[str], dict[str, Any]]
    good: str


@dataclass
class Taken:
    """What a use case was called with; it fails if it is `busy`."""

    values: list[Any] = field(default_factory=list[Any])
    busy: Any = None

    def __call__(self, value: Any) -> Any:
        if value == self.busy:
            raise Overloaded("try again")
        self.values.append(value)
        return 1


def queued(body: str) -> dict[str, Any]:
    return {"messageId": body, "body": body, "eventSource": "aws:sqs", "attributes": {}}


def notified(message: str) -> dict[str, Any]:
    return {"EventSource": "aws:sns", "Sns": {"Message": message}}


def status(document: str) -> dict[str, str]:
    return {"workspace_id": "w1", "document_id": document, "path": "a", "status": "ready"}


CONSUMERS = {
    "start_ingestion": Consumer(
        FAILED_MESSAGES,
        "start_ingestion",
        queued,
        json.dumps({"Records": [{"s3": {"object": {"key": "inbox/w1/a.txt"}}}]}),
    ),
    "publish_status": Consumer(LOST_STATUS_EVENTS, "publish_status", notified, json.dumps(status("d1"))),
}


def takes_records(name: str) -> bool:
    """Tells whether a function's contract is a batch of records."""
    contract = getattr(importlib.import_module(f"lambdas.{name}.handler"), "Request", None)
    fields = getattr(contract, "model_fields", {})
    return any(each.alias == "Records" for each in fields.values())


@pytest.fixture
def warnings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    messages: list[str] = []

    def warn(text: str, **_facts: Any) -> None:
        messages.append(text)

    monkeypatch.setattr(entry.logger, "warning", warn)
    return messages


def test_every_function_that_takes_records_is_tried_here() -> None:
    assert {spec.name for spec in FUNCTIONS if takes_records(spec.name)} == set(CONSUMERS)


@pytest.mark.parametrize("broken", ["broken", "[]", "{}", ""])
@pytest.mark.parametrize("name", CONSUMERS)
def test_a_record_that_cannot_be_read_leaves_one_warning_and_one_count(
    name: str,
    broken: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    warnings: list[str],
) -> None:
    consumer, taken = CONSUMERS[name], Taken()
    monkeypatch.setattr(document_states, consumer.use_case, lambda: taken)
    handler = importlib.import_module(f"lambdas.{name}.handler").handler
    handler({"Records": [consumer.record(text) for text in (consumer.good, broken, consumer.good)]}, None)
    assert len(taken.values) == 2
    assert warnings == [consumer.metric.name]
    assert by_name(capsys.readouterr().out)[consumer.metric.name] == [1.0]


@pytest.mark.parametrize("name", CONSUMERS)
def test_records_that_are_taken_leave_neither(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], warnings: list[str]
) -> None:
    consumer, taken = CONSUMERS[name], Taken()
    monkeypatch.setattr(document_states, consumer.use_case, lambda: taken)
    importlib.import_module(f"lambdas.{name}.handler").handler(
        {"Records": [consumer.record(consumer.good)]}, None
    )
    assert (len(taken.values), warnings, by_name(capsys.readouterr().out)) == (1, [], {})


def test_a_status_event_that_cannot_be_sent_now_comes_again_after_the_others_are_sent(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    busy, later = (StatusEvent(**status(name)) for name in ("busy", "later"))  # type: ignore[arg-type]
    taken = Taken(busy=busy)
    monkeypatch.setattr(document_states, "publish_status", lambda: taken)
    records = [notified(json.dumps(status(name))) for name in ("busy", "later")]
    with pytest.raises(Overloaded, match="try again"):
        publish_status({"Records": records}, None)
    assert taken.values == [later]


def test_a_status_notification_becomes_a_frame_for_the_members(monkeypatch: pytest.MonkeyPatch) -> None:
    taken = Taken()
    monkeypatch.setattr(document_states, "publish_status", lambda: taken)
    message = json.dumps(status("d1") | {"content_hash": "h"})
    assert publish_status({"Records": [notified(message)]}, None) == {"sent": 1}
    assert taken.values[0].to_message() == {
        "type": "status",
        "workspace_id": "w1",
        "document_id": "d1",
        "path": "a",
        "status": "ready",
        "reason": "",
        "step": "",
        "chunks": 0,
        "page": 0,
        "page_count": 0,
    }
