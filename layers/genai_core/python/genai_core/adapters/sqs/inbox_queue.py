"""The inbox queue in SQS, with its dead-letter queue."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote_plus

from genai_core.adapters.aws.failures import Failures
from genai_core.domain.ingestion.inbox_messages import QueueDepth, about
from genai_core.domain.protocol.administration import FailedMessage

_WAITING, _IN_WORK = "ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"
_DELAYED = "ApproximateNumberOfMessagesDelayed"
_SENT_AT = "SentTimestamp"
_BATCH = 10
_HELD_S = 30
"""Seconds for which a batch is hidden from others while it is sent again."""
_FAILURES = Failures(
    operator="Deploy again, and grant this function `inbox:watch` and `inbox:redrive`.",
)


class SqsInboxQueue:
    """Uses two queues by their URLs.

    Messages are sent again batch by batch: `StartMessageMoveTask` would need permissions on every queue that
    ever used the dead-letter queue, and does not report single messages.
    """

    def __init__(self, client: Any, queue_url: str, dead_letters_url: str) -> None:
        self._client = client
        self._queue = queue_url
        self._dead = dead_letters_url

    def depth(self) -> QueueDepth:
        alive, dead = self._counts(self._queue), self._counts(self._dead)
        return QueueDepth(alive[_WAITING], alive[_IN_WORK], dead[_WAITING] + dead[_IN_WORK])

    def failed(self, limit: int) -> list[FailedMessage]:
        messages = [
            FailedMessage(each["MessageId"], about(each["Body"]), _time(each["Attributes"][_SENT_AT]))
            for each in self._received(limit, held_s=0)
        ]
        return sorted(messages, key=lambda each: each.sent_at)

    def look_again(self, key: str, *, after_s: int) -> None:
        body = json.dumps({"Records": [{"s3": {"object": {"key": quote_plus(key, safe="/")}}}]})
        with _FAILURES.translated("the inbox queue"):
            self._client.send_message(QueueUrl=self._queue, MessageBody=body, DelaySeconds=after_s)

    def delayed(self) -> int:
        with _FAILURES.translated("the inbox queue"):
            answer = self._client.get_queue_attributes(QueueUrl=self._queue, AttributeNames=[_DELAYED])
        return int(answer["Attributes"][_DELAYED])

    def send_again(self, limit: int) -> int:
        sent = 0
        while sent < limit:
            batch = self._received(min(_BATCH, limit - sent), held_s=_HELD_S)
            moved = self._moved(batch)
            sent += moved
            if not moved:
                break
        return sent

    def _moved(self, batch: list[dict[str, Any]]) -> int:
        """Sends a batch again and deletes the accepted messages; the others reappear by themselves."""
        if not batch:
            return 0
        entries = [{"Id": str(at), "MessageBody": each["Body"]} for at, each in enumerate(batch)]
        with _FAILURES.translated("the inbox queue"):
            answer = self._client.send_message_batch(QueueUrl=self._queue, Entries=entries)
            taken = [each["Id"] for each in answer.get("Successful", [])]
            if taken:
                gone = [{"Id": name, "ReceiptHandle": batch[int(name)]["ReceiptHandle"]} for name in taken]
                self._client.delete_message_batch(QueueUrl=self._dead, Entries=gone)
        return len(taken)

    def _received(self, limit: int, *, held_s: int) -> list[dict[str, Any]]:
        with _FAILURES.translated("the dead-letter queue"):
            answer = self._client.receive_message(
                QueueUrl=self._dead,
                MaxNumberOfMessages=limit,
                VisibilityTimeout=held_s,
                MessageSystemAttributeNames=[_SENT_AT],
            )
        # One response may contain the same message twice.
        return list(_once(answer.get("Messages", [])))

    def _counts(self, url: str) -> dict[str, int]:
        with _FAILURES.translated("the inbox queue"):
            answer = self._client.get_queue_attributes(QueueUrl=url, AttributeNames=[_WAITING, _IN_WORK])
        return {name: int(value) for name, value in answer["Attributes"].items()}


def _once(messages: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    yield from {each["MessageId"]: each for each in messages}.values()


def _time(milliseconds: str) -> str:
    return datetime.fromtimestamp(int(milliseconds) / 1000, UTC).isoformat(timespec="seconds")
