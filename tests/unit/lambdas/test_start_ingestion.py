"""The inbox queue's messages and the partial failures of a batch."""

from __future__ import annotations

import json
from typing import Any

import pytest

from genai_core.domain.identifiers import WorkspaceId, document_id
from genai_core.domain.ingestion.documents import DocumentStatus
from genai_core.errors import InvalidInput
from genai_core.wiring import document_states
from lambdas import entry
from lambdas.start_ingestion.handler import handler, object_keys
from tests.unit.usecases.ingestion.ingestion_backend import IngestionBackend, W


def s3_event(*keys: str, name: str = "ObjectCreated:Put") -> str:
    records = [{"eventName": name, "s3": {"bucket": {"name": "b"}, "object": {"key": key}}} for key in keys]
    return json.dumps({"Records": records})


def by_topic(body: str) -> str:
    return json.dumps({"Type": "Notification", "Message": body})


def message(number: int, body: str) -> dict[str, Any]:
    return {"messageId": f"m{number}", "body": body, "eventSource": "aws:sqs", "attributes": {}}


@pytest.fixture
def backend(monkeypatch: pytest.MonkeyPatch) -> IngestionBackend:
    """What the function works with instead of the stores of AWS."""
    backend = IngestionBackend()
    monkeypatch.setattr(document_states, "start_ingestion", lambda: backend.start)
    return backend


def test_keys_come_decoded_from_raw_and_wrapped_events() -> None:
    body = s3_event("inbox/w1/a+b/%C3%9Cber+100%25.txt", "inbox/w1/c.txt", name="ObjectRemoved:Delete")
    wanted = ["inbox/w1/a b/Über 100%.txt", "inbox/w1/c.txt"]
    assert list(object_keys(body)) == wanted
    assert list(object_keys(by_topic(body))) == wanted


def test_the_test_event_of_a_new_bucket_is_no_work() -> None:
    assert list(object_keys(by_topic(json.dumps({"Event": "s3:TestEvent", "Bucket": "b"})))) == []


@pytest.mark.parametrize(
    "body", ["", "not json", "[]", "{}", '{"Records": 3}', '{"Records": [{}]}', by_topic("x")]
)
def test_a_message_that_is_not_an_event_of_s3_is_refused_with_the_reason(body: str) -> None:
    with pytest.raises(InvalidInput, match=r"not an S3 event|not a JSON object|names no object"):
        list(object_keys(body))


def test_only_the_messages_that_failed_come_again(backend: IngestionBackend) -> None:
    for path in ("a.txt", "b.txt", "c.txt"):
        backend.blobs.put(f"inbox/{W}/{path}", b"Some text.")
    backend.drop("busy.txt", "old")
    busy = backend.document("busy.txt")
    backend.documents.advance(W, busy.document_id, busy.content_hash, DocumentStatus.DELETING)
    event = {
        "Records": [
            message(1, by_topic(s3_event(f"inbox/{W}/a.txt", f"inbox/{W}/b.txt"))),
            message(2, "broken"),
            message(3, s3_event(f"inbox/{W}/busy.txt")),
            message(4, s3_event(f"inbox/{W}/c.txt")),
        ]
    }
    assert handler(event, None) == {"batchItemFailures": [{"itemIdentifier": "m2"}, {"itemIdentifier": "m3"}]}
    assert {backend.document(path).status for path in ("a.txt", "b.txt", "c.txt")} == {DocumentStatus.READY}


@pytest.fixture
def warnings(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, dict[str, str]]]:
    """What the log was warned of; the logger writes to the output that there was when it was made."""
    warnings: list[tuple[str, dict[str, str]]] = []
    monkeypatch.setattr(entry.logger, "warning", lambda text, extra: warnings.append((text, extra)))
    return warnings


def counts(capsys: pytest.CaptureFixture[str], metric: str) -> list[float]:
    output = [json.loads(line) for line in capsys.readouterr().out.splitlines() if line.startswith("{")]
    return [count for line in output for count in line.get(metric, [])]


def test_each_message_that_failed_leaves_one_warning_and_one_count(
    backend: IngestionBackend,
    capsys: pytest.CaptureFixture[str],
    warnings: list[tuple[str, dict[str, str]]],
) -> None:
    backend.blobs.put(f"inbox/{W}/a.txt", b"Some text.")
    handler(
        {"Records": [message(1, "broken"), message(2, s3_event(f"inbox/{W}/a.txt")), message(3, "[]")]}, None
    )
    assert [(text, facts["message_id"]) for text, facts in warnings] == [
        ("FailedMessages", "m1"),
        ("FailedMessages", "m3"),
    ]
    assert all("not a JSON object" in facts["reason"] for _, facts in warnings)
    assert counts(capsys, "FailedMessages") == [1.0, 1.0]


def test_each_file_that_is_not_taken_leaves_one_warning_and_one_count(
    backend: IngestionBackend,
    capsys: pytest.CaptureFixture[str],
    warnings: list[tuple[str, dict[str, str]]],
) -> None:
    backend.blobs.put("inbox/nowhere/b.txt", b"Some text.")
    backend.blobs.put(f"inbox/{W}/a.txt", b"Some text.")
    keys = ("inbox/a.txt", "inbox/nowhere/b.txt", f"inbox/{W}/a.txt", f"inbox/{W}/folder/", f"inbox/{W}/gone")
    handler({"Records": [message(1, s3_event(*keys))]}, None)
    assert warnings == [
        ("FilesNotTaken", {"document_id": "", "message_id": "m1", "outcome": "misplaced"}),
        (
            "FilesNotTaken",
            {
                "document_id": document_id(WorkspaceId("nowhere"), "b.txt"),
                "message_id": "m1",
                "outcome": "rejected",
            },
        ),
    ]
    assert counts(capsys, "FilesNotTaken") == [1.0, 1.0]


def test_a_batch_that_fails_as_a_whole_is_reported_message_by_message() -> None:
    assert handler({"Records": [message(1, "x")]}, None) == {"batchItemFailures": [{"itemIdentifier": "m1"}]}
