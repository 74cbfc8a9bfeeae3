"""The operator's commands against a running laptop."""

from __future__ import annotations

import json

from tests.e2e.laptop import Laptop


def test_the_smoke_walk_is_green_and_leaves_nothing(laptop: Laptop) -> None:
    with laptop.connect() as quorum:
        pool = quorum.session.user_pool_id
    before = names(laptop, pool)
    output = laptop.quorum("smoke")
    assert "everything answers as it should" in output
    for part in ("first user", "document", "question", "replay", "alarm", "failed message"):
        assert f"✓ {part}" in output
    assert names(laptop, pool) == before
    assert "no message failed" in laptop.quorum("redrive")


def test_a_failed_message_is_listed_and_tried_again(laptop: Laptop) -> None:
    queues = laptop.aws("sqs").list_queues().get("QueueUrls", [])
    (dead,) = (queue for queue in queues if "DeadLetters" in queue)
    body = json.dumps({"Records": [{"s3": {"object": {"key": "inbox/nowhere/lost.txt"}}}]})
    sent = laptop.aws("sqs").send_message(QueueUrl=dead, MessageBody=body)["MessageId"]
    assert f"{sent}  inbox/nowhere/lost.txt" in laptop.quorum("redrive")
    assert "sent again" in laptop.quorum("redrive", sent)
    assert "no message failed" in laptop.quorum("redrive")


def names(laptop: Laptop, pool: str) -> set[str]:
    """Returns users, queues and subscriptions."""
    users = laptop.aws("cognito-idp").list_users(UserPoolId=pool)["Users"]
    queues = laptop.aws("sqs").list_queues().get("QueueUrls", [])
    subscriptions = laptop.aws("sns").list_subscriptions()["Subscriptions"]
    return {
        *(user["Username"] for user in users),
        *queues,
        *(each["SubscriptionArn"] for each in subscriptions),
    }
