"""`quorum redrive`: lists messages that failed five times, and retries one or all of them."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from genai_core.domain.ingestion.inbox_messages import about
from genai_core.errors import Misconfigured
from tools.operate.account import Account, account_of

_OUTPUT, _SOURCE = "DeadLetterQueueUrl", "QueueUrl"
# As long as the messages are looked at, nobody else sees them.
_HELD_S = 60


@dataclass(frozen=True, slots=True)
class DeadLetterQueue:
    """Addresses of a dead-letter queue, and of the queue whose messages it takes."""

    url: str
    source: str


@dataclass(frozen=True, slots=True)
class FailedMessage:
    """One message of a dead-letter queue.

    Attributes:
        queue: The queue that it lies in. receipt: What deletes it there.
    """

    message_id: str
    queue: DeadLetterQueue
    body: str
    receipt: str

    def __str__(self) -> str:
        return f"{self.message_id}  {about(self.body)}"


def main(arguments: Sequence[str]) -> int:
    """Lists the messages, or tries some again; returns 1 if one that was named is not there or failed."""
    parser = argparse.ArgumentParser(prog="quorum redrive", description=__doc__)
    parser.add_argument("messages", nargs="*", metavar="MESSAGE", help="ids; without any they are listed")
    parser.add_argument("--environment", default="local", help="a key of config.json's environments")
    parser.add_argument("--all", action="store_true", help="try all of them again")
    asked = parser.parse_args(arguments)
    try:
        account = account_of(asked.environment)
        sqs, queues = account.client("sqs"), dead_letter_queues(account)
    except Misconfigured as error:
        print(f"quorum: {error}", file=sys.stderr)
        return 1
    if asked.messages or asked.all:
        return _redrive(sqs, queues, set(asked.messages))
    messages = list(hold(sqs, queues))
    release(sqs, messages)
    print(*messages or ["no message failed"], sep="\n")
    return 0


def dead_letter_queues(account: Account) -> list[DeadLetterQueue]:
    """Returns all dead-letter queues of the environment: outputs `<Name>DeadLetterQueueUrl`."""
    outputs = account.outputs()
    names = [name.removesuffix(_OUTPUT) for name in sorted(outputs) if name.endswith(_OUTPUT)]
    return [DeadLetterQueue(outputs[name + _OUTPUT], outputs[name + _SOURCE]) for name in names]


def hold(sqs: Any, queues: Sequence[DeadLetterQueue]) -> Iterator[FailedMessage]:
    """Yields every message of the queues once; nobody else sees it for a minute."""
    for queue in queues:
        seen: set[str] = set()
        while True:
            received = sqs.receive_message(
                QueueUrl=queue.url, MaxNumberOfMessages=10, VisibilityTimeout=_HELD_S
            )
            fresh = [each for each in received.get("Messages", []) if each["MessageId"] not in seen]
            for each in fresh:
                seen.add(each["MessageId"])
                yield FailedMessage(each["MessageId"], queue, each["Body"], each["ReceiptHandle"])
            if not fresh:
                break


def release(sqs: Any, messages: Sequence[FailedMessage]) -> None:
    """Lets others see the messages again."""
    for each in messages:
        sqs.change_message_visibility(
            QueueUrl=each.queue.url, ReceiptHandle=each.receipt, VisibilityTimeout=0
        )


def send_again(sqs: Any, message: FailedMessage) -> None:
    """Puts a message into the queue that it came from, and only then takes it out of the other one."""
    sqs.send_message(QueueUrl=message.queue.source, MessageBody=message.body)
    sqs.delete_message(QueueUrl=message.queue.url, ReceiptHandle=message.receipt)


def _redrive(sqs: Any, queues: Sequence[DeadLetterQueue], wanted: set[str]) -> int:
    """Prints what became of each message; all of them if none is named."""
    messages = list(hold(sqs, queues))
    chosen = [each for each in messages if not wanted or each.message_id in wanted]
    release(sqs, [each for each in messages if each not in chosen])
    failed = 0
    for each in chosen:
        try:
            send_again(sqs, each)
            print(f"✓ {each}: sent again")
        except Exception as error:  # noqa: BLE001 - the others are still tried
            failed += 1
            print(f"✗ {each}: {error}")
    missing = sorted(wanted - {each.message_id for each in chosen})
    for message_id in missing:
        print(f"✗ {message_id}: is not in a dead-letter queue")
    return 1 if failed or missing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
