"""The inbox queue's messages and the partial failures of a batch."""

from __future__ import annotations

import json
from typing import Any

import pytest

from genai_core.domain.ingestion.documents import DocumentStatus
from genai_core.errors import InvalidInput
from genai_core.wiring import ingestion
from lambdas.publish_status.contract import Request as StatusRequest
from lambdas.start_ingestion.contract import object_keys
from lambdas.start_ingestion.handler import handler
from tests.unit.usecases.ingestion_house import House, W


def s3_event(*keys: str, name: str = "ObjectCreated:Put") -> str:
    records = [{"eventName": name, "s3": {"bucket": {"name": "b"}, "object": {"key": key}}} for key in keys]
    return json.dumps({"Records": records})


def by_topic(body: str) -> str:
    return json.dumps({"Type": "Notification", "Message": body})


def message(number: int, body: str) -> dict[str, Any]:
    return {"messageId": f"m{number}", "body": body, "eventSource": "aws:sqs", "attributes": {}}


def test_keys_come_decoded_from_raw_and_wrapped_events() -> None:
    body = s3_event("inbox/w1/a+b/%C3%9Cber+100%25.txt", "inbox/w1/c.txt", name="ObjectRemoved:Delete")
    wanted = ["inbox/w1/a b/Über 100%.txt", "inbox/w1/c.txt"]
    assert list(object_keys(body)) == wanted
    assert list(object_keys(by_topic(body))) == wanted


def test_the_test_event_of_a_new_bucket_is_no_work() -> None:
    assert list(object_keys(by_topic(json.dumps({"Event": "s3:TestEvent", "Bucket": "b"})))) == []


@pytest.mark.parametrize(
    "body", ["", "no json", "[]", "{}", '{"Records": 3}', '{"Records": [{}]}', by_topic("x")]
)
def test_what_is_no_event_says_so(body: str) -> None:
    with pytest.raises(InvalidInput, match=r"no S3 event|no JSON object|names no object"):
        list(object_keys(body))


def test_only_the_messages_that_failed_come_again(monkeypatch: pytest.MonkeyPatch) -> None:
    house = House()
    monkeypatch.setattr(ingestion, "start_ingestion", lambda: house.start)
    for path in ("a.txt", "b.txt", "c.txt"):
        house.blobs.put(f"inbox/{W}/{path}", b"Some text.")
    house.drop("busy.txt", "old")
    busy = house.document("busy.txt")
    house.documents.advance(W, busy.document_id, busy.content_hash, DocumentStatus.DELETING)
    event = {
        "Records": [
            message(1, by_topic(s3_event(f"inbox/{W}/a.txt", f"inbox/{W}/b.txt"))),
            message(2, "broken"),
            message(3, s3_event(f"inbox/{W}/busy.txt")),
            message(4, s3_event(f"inbox/{W}/c.txt")),
        ]
    }
    assert handler(event, None) == {"batchItemFailures": [{"itemIdentifier": "m2"}, {"itemIdentifier": "m3"}]}
    assert {house.document(path).status for path in ("a.txt", "b.txt", "c.txt")} == {DocumentStatus.READY}


def test_a_batch_that_fails_as_a_whole_is_reported_message_by_message() -> None:
    assert handler({"Records": [message(1, "x")]}, None) == {"batchItemFailures": [{"itemIdentifier": "m1"}]}


def test_a_status_notification_becomes_a_frame_for_the_members() -> None:
    published = {
        "workspace_id": "w1",
        "document_id": "d1",
        "path": "a",
        "content_hash": "h",
        "status": "ready",
    }
    request = StatusRequest.model_validate({"Records": [{"Sns": {"Message": json.dumps(published)}}]})
    assert request.records[0].event().to_message() == {
        "type": "status",
        "workspace_id": "w1",
        "document_id": "d1",
        "path": "a",
        "status": "ready",
        "reason": "",
        "step": "",
        "chunks": 0,
    }
