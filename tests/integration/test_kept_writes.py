"""What the emulator has answered survives `kill -9`: items, users and objects, all of them."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import BotoCoreError, ClientError

from local_runtime import deployment
from local_runtime.home import Home
from local_runtime.ports import Ports, free_port
from local_runtime.servers import emulator

WRITING_S = 2.5


class Emulator:
    """An emulator of a home of its own."""

    def __init__(self, home: Home) -> None:
        self.ports = Ports(emulator=free_port(), postgres=0, language_model=0, web=0)
        self.server = emulator.server(home, self.ports.emulator)

    def kill(self) -> None:
        process = self.server.process
        assert process is not None
        process.kill()
        process.wait(10)

    def client(self, service: str) -> Any:
        return deployment.client(self.ports, service)


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Emulator]:
    emulator = Emulator(Home(tmp_path / "state"))
    emulator.server.start()
    yield emulator
    emulator.server.stop()


def create_table(tables: Any) -> None:
    tables.create_table(
        TableName="notes",
        BillingMode="PAY_PER_REQUEST",
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}, {"AttributeName": "part", "KeyType": "RANGE"}],
        AttributeDefinitions=[
            {"AttributeName": name, "AttributeType": "S"} for name in ("id", "part", "owner")
        ],
        GlobalSecondaryIndexes=[
            {
                "IndexName": "by_owner",
                "KeySchema": [{"AttributeName": "owner", "KeyType": "HASH"}],
                "Projection": {"ProjectionType": "ALL"},
            }
        ],
    )


def key(number: int) -> dict[str, Any]:
    return {"id": {"S": f"note {number}"}, "part": {"S": "text"}}


def items(tables: Any) -> dict[str, str]:
    pages = tables.get_paginator("scan").paginate(TableName="notes", ConsistentRead=True)
    return {item["id"]["S"]: item["value"]["S"] for page in pages for item in page["Items"]}


def writes(tables: Any, number: int) -> Iterator[tuple[str | None, Callable[[], object]]]:
    """Yields each write with the note's text after it, None once the note is deleted."""
    owner = {"owner": {"S": "ada"}, "value": {"S": "put"}}
    yield "put", lambda: tables.put_item(TableName="notes", Item={**key(number), **owner})
    if number % 3 == 1:
        yield (
            "updated",
            lambda: tables.update_item(
                TableName="notes",
                Key=key(number),
                UpdateExpression="SET #v = :v",
                ExpressionAttributeNames={"#v": "value"},
                ExpressionAttributeValues={":v": {"S": "updated"}},
            ),
        )
    if number % 3 == 2:
        yield None, lambda: tables.delete_item(TableName="notes", Key=key(number))


def write_until_killed(tables: Any, allowed: dict[str, set[str | None]]) -> None:
    """Puts, updates and deletes; `allowed` is what a note may say: two things while a write is unanswered."""
    for number in itertools.count():
        note = f"note {number}"
        allowed.setdefault(note, {None})
        for after, write in writes(tables, number):
            allowed[note] = {*allowed[note], after}
            try:
                write()
            except (BotoCoreError, ClientError):
                return
            allowed[note] = {after}


def test_every_answered_write_is_there_after_a_kill(running: Emulator) -> None:
    tables = running.client("dynamodb")
    create_table(tables)
    for _ in range(2):
        allowed: dict[str, set[str | None]] = {note: {text} for note, text in items(tables).items()}
        writer = threading.Thread(target=write_until_killed, args=(tables, allowed))
        writer.start()
        time.sleep(WRITING_S)
        running.kill()
        writer.join(60)
        running.server.start()
        stored = items(running.client("dynamodb"))
        assert len(allowed) > 20
        assert {note: texts for note, texts in allowed.items() if stored.get(note) not in texts} == {}
        assert stored.keys() <= allowed.keys()
        query = {"ExpressionAttributeNames": {"#o": "owner"}, "KeyConditionExpression": "#o = :o"}
        indexed = running.client("dynamodb").query(
            TableName="notes",
            IndexName="by_owner",
            Select="COUNT",
            ExpressionAttributeValues={":o": {"S": "ada"}},
            **query,
        )
        assert indexed["Count"] == len(stored)


def test_a_user_and_an_object_are_there_after_a_kill_at_once(running: Emulator) -> None:
    users, objects = running.client("cognito-idp"), running.client("s3")
    pool = users.create_user_pool(PoolName="people")["UserPool"]["Id"]
    objects.create_bucket(Bucket="drop")
    users.admin_create_user(UserPoolId=pool, Username="ada@example.org", MessageAction="SUPPRESS")
    objects.put_object(Bucket="drop", Key="inbox/w/a.txt", Body=b"text", Metadata={"readers": "ada"})
    running.kill()
    running.server.start()
    again = running.client("cognito-idp").admin_get_user(UserPoolId=pool, Username="ada@example.org")
    assert again["Enabled"]
    stored = running.client("s3").get_object(Bucket="drop", Key="inbox/w/a.txt")
    assert (stored["Body"].read(), stored["Metadata"]) == (b"text", {"readers": "ada"})
