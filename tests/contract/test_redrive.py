"""Messages that failed five times, listed and tried again, on the emulator's queues."""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from typing import Any

import pytest

from tests.contract.aws import Aws
from tools.operate import redrive
from tools.operate.account import Account


@dataclass
class Queues:
    """A queue and its dead-letter queue."""

    sqs: Any
    source: str
    dead: str

    def fails(self, *files: str) -> list[str]:
        """Puts a message about each file into the dead-letter queue; returns their ids."""
        bodies = [json.dumps({"Records": [{"s3": {"object": {"key": file}}}]}) for file in files]
        sent = [self.sqs.send_message(QueueUrl=self.dead, MessageBody=body) for body in bodies]
        return [each["MessageId"] for each in sent]

    def files(self, queue: str) -> list[str]:
        received = self.sqs.receive_message(QueueUrl=queue, MaxNumberOfMessages=10, VisibilityTimeout=0)
        bodies = [json.loads(each["Body"]) for each in received.get("Messages", [])]
        return sorted(body["Records"][0]["s3"]["object"]["key"] for body in bodies)


def deployed(monkeypatch: pytest.MonkeyPatch, aws: Aws, outputs: dict[str, str] | None) -> None:
    """Leads the command to the emulator; None for the outputs of the stacks that are really there."""

    def account(environment: str) -> Account:
        return Account(environment, aws.client)

    def given(_: Account) -> dict[str, str]:
        assert outputs is not None
        return outputs

    monkeypatch.setattr(redrive, "account_of", account)
    if outputs is not None:
        monkeypatch.setattr(Account, "outputs", given)


@pytest.fixture
def queues(aws: Aws, monkeypatch: pytest.MonkeyPatch) -> Queues:
    sqs = aws.client("sqs")
    dead, source = (
        sqs.create_queue(QueueName=f"{name}-{uuid.uuid4().hex[:8]}")["QueueUrl"] for name in ("dead", "in")
    )
    outputs = {"InboxDeadLetterQueueUrl": dead, "InboxQueueUrl": source, "Other": "x"}
    deployed(monkeypatch, aws, outputs)
    return Queues(sqs, source, dead)


def test_they_are_listed_with_what_they_are_about_and_stay(
    queues: Queues, capsys: pytest.CaptureFixture[str]
) -> None:
    files = [f"inbox/w/{number}.txt" for number in range(13)]
    ids = queues.fails(*files)
    for _ in range(2):
        assert redrive.main([]) == 0
        output = capsys.readouterr().out
        assert all(name in output for name in (*ids, *files))
        assert len(output.splitlines()) == 13
    assert queues.files(queues.source) == []


def test_one_is_tried_again_and_the_others_stay(queues: Queues, capsys: pytest.CaptureFixture[str]) -> None:
    first, second = queues.fails("inbox/w/a.txt", "inbox/w/b.txt")
    assert redrive.main([second]) == 0
    assert "inbox/w/b.txt: sent again" in capsys.readouterr().out
    assert (queues.files(queues.source), queues.files(queues.dead)) == (["inbox/w/b.txt"], ["inbox/w/a.txt"])
    assert redrive.main([second, first, "unknown"]) == 1
    output = capsys.readouterr().out.splitlines()
    assert [line[0] for line in output] == ["✓", "✗", "✗"]
    assert all("is not in a dead-letter queue" in line for line in output[1:])
    assert queues.files(queues.dead) == []


def test_all_are_tried_again(queues: Queues, capsys: pytest.CaptureFixture[str]) -> None:
    queues.fails("inbox/w/a.txt", "inbox/w/b.txt")
    assert redrive.main(["--all"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 2
    assert queues.files(queues.source) == ["inbox/w/a.txt", "inbox/w/b.txt"]
    assert redrive.main([]) == 0
    assert "no message failed" in capsys.readouterr().out


def test_one_that_cannot_be_sent_stays_and_is_reported(
    aws: Aws, queues: Queues, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    outputs = {"InboxDeadLetterQueueUrl": queues.dead, "InboxQueueUrl": queues.source + "-gone"}
    deployed(monkeypatch, aws, outputs)
    queues.fails("inbox/w/a.txt")
    assert redrive.main(["--all"]) == 1
    assert capsys.readouterr().out.startswith("✗ ")
    held = queues.sqs.get_queue_attributes(QueueUrl=queues.dead, AttributeNames=["All"])["Attributes"]
    assert int(held["ApproximateNumberOfMessages"]) + int(held["ApproximateNumberOfMessagesNotVisible"]) == 1


def test_an_environment_that_is_not_deployed_is_reported(
    aws: Aws, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    deployed(monkeypatch, aws, None)
    assert redrive.main(["--environment", "nowhere"]) == 1
    assert "no stack of the environment 'nowhere' is deployed here" in capsys.readouterr().err
