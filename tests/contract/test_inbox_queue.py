"""What every inbox queue does."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from genai_core.adapters.memory.inbox_queue import MemoryInboxQueue
from genai_core.adapters.sqs.inbox_queue import SqsInboxQueue
from genai_core.domain.ingestion.inbox_messages import QueueDepth
from genai_core.errors import Overloaded
from genai_core.ports.inbox_queue import InboxQueue
from lambdas.start_ingestion.handler import object_keys
from tests.contract.aws import Aws


@dataclass
class Queued:
    """A queue, and what lets a message about a file fail for good."""

    queue: InboxQueue
    fail: Callable[[str], object]


def message(file: str) -> str:
    return json.dumps({"Records": [{"s3": {"object": {"key": file}}}]})


@pytest.fixture(params=["memory", "sqs"])
def queued(request: pytest.FixtureRequest) -> Queued:
    if request.param == "memory":
        memory = MemoryInboxQueue()

        def keep(file: str) -> None:
            memory.dead[uuid.uuid4().hex] = message(file), "2026-01-01T00:00:00+00:00"

        return Queued(memory, keep)
    sqs = request.getfixturevalue("aws").client("sqs")
    name = uuid.uuid4().hex[:8]
    source, dead = (sqs.create_queue(QueueName=f"{kind}-{name}")["QueueUrl"] for kind in ("in", "dead"))
    return Queued(
        SqsInboxQueue(sqs, source, dead),
        lambda file: sqs.send_message(QueueUrl=dead, MessageBody=message(file)),
    )


def test_an_empty_queue_has_nothing_to_send_again(queued: Queued) -> None:
    assert queued.queue.depth() == QueueDepth(0, 0, 0)
    assert queued.queue.failed(10) == []
    assert queued.queue.send_again(10) == 0


def test_failed_messages_say_what_they_are_about_and_stay(queued: Queued) -> None:
    queued.fail("inbox/w/a+b.txt")
    for _ in range(2):
        (failure,) = queued.queue.failed(10)
        assert failure.about == "inbox/w/a b.txt"
        assert failure.sent_at.endswith("+00:00")
    assert queued.queue.depth() == QueueDepth(0, 0, 1)


def test_they_are_sent_again_as_many_as_asked_for(queued: Queued) -> None:
    for number in range(13):
        queued.fail(f"inbox/w/{number}.txt")
    assert queued.queue.send_again(2) == 2
    assert queued.queue.depth() == QueueDepth(2, 0, 11)
    assert queued.queue.send_again(200) == 11
    assert queued.queue.depth() == QueueDepth(13, 0, 0)
    assert queued.queue.failed(10) == []


def test_what_cannot_be_sent_stays(aws: Aws) -> None:
    sqs = aws.client("sqs")
    dead = sqs.create_queue(QueueName=f"dead-{uuid.uuid4().hex[:8]}")["QueueUrl"]
    sqs.send_message(QueueUrl=dead, MessageBody=message("inbox/w/a.txt"))
    queue = SqsInboxQueue(sqs, f"{dead}-gone", dead)
    with pytest.raises(Overloaded, match="NonExistentQueue"):
        queue.send_again(10)
    held = sqs.get_queue_attributes(QueueUrl=dead, AttributeNames=["All"])["Attributes"]
    assert int(held["ApproximateNumberOfMessages"]) + int(held["ApproximateNumberOfMessagesNotVisible"]) == 1


def test_a_file_that_is_looked_at_later_waits_outside_the_queue(queued: Queued) -> None:
    queued.queue.look_again("inbox/w/a b+c.txt", after_s=600)
    assert queued.queue.delayed() == 1
    assert queued.queue.depth() == QueueDepth(0, 0, 0)


def test_a_file_that_is_looked_at_again_comes_as_an_event_of_the_inbox(aws: Aws) -> None:
    sqs = aws.client("sqs")
    url = sqs.create_queue(QueueName=f"in-{uuid.uuid4().hex[:8]}")["QueueUrl"]
    SqsInboxQueue(sqs, url, "").look_again("inbox/w/a b+ü.txt", after_s=0)
    (received,) = sqs.receive_message(QueueUrl=url, WaitTimeSeconds=5)["Messages"]
    assert list(object_keys(received["Body"])) == ["inbox/w/a b+ü.txt"]
