"""Raises one alarm, and checks that it arrives where an operator would read it."""

from __future__ import annotations

import json
import time
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

from genai_core.errors import TimedOut
from tools.operate.account import Account

HEARD_WITHIN_S = 60.0
_ALARM = "Requests"
_WAIT_S = 5


def ring(account: Account) -> str:
    """Sets an alarm off and waits for its message, in a queue made for it; returns the alarm's name.

    Raises:
        TimedOut: Nothing came: the topic lets CloudWatch or the queue not in.
    """
    watch = account.client("cloudwatch")
    topic = account.outputs()["AlarmTopicArn"]
    alarm = next(
        each["AlarmName"]
        for page in watch.get_paginator("describe_alarms").paginate()
        for each in page["MetricAlarms"]
        if topic in each["AlarmActions"] and _ALARM in each["AlarmName"]
    )
    with _listening(account, topic) as queue:
        watch.set_alarm_state(AlarmName=alarm, StateValue="ALARM", StateReason="quorum smoke")
        try:
            _hear(account.client("sqs"), queue, alarm)
        finally:
            watch.set_alarm_state(AlarmName=alarm, StateValue="OK", StateReason="quorum smoke")
    return str(alarm)


@contextmanager
def _listening(account: Account, topic: str) -> Generator[str]:
    """Yields the address of a queue that gets what the topic gets, while it is listened to."""
    sqs, sns = account.client("sqs"), account.client("sns")
    queue = sqs.create_queue(QueueName=f"quorum-{account.environment}-smoke-{int(time.time())}")["QueueUrl"]
    try:
        arn = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
        statement = {
            "Effect": "Allow",
            "Principal": {"Service": "sns.amazonaws.com"},
            "Action": "sqs:SendMessage",
            "Resource": arn,
            "Condition": {"ArnEquals": {"aws:SourceArn": topic}},
        }
        policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
        sqs.set_queue_attributes(QueueUrl=queue, Attributes={"Policy": policy})
        subscription = sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn)["SubscriptionArn"]
        try:
            yield queue
        finally:
            sns.unsubscribe(SubscriptionArn=subscription)
    finally:
        sqs.delete_queue(QueueUrl=queue)


def _hear(sqs: Any, queue: str, alarm: str) -> None:
    deadline = time.monotonic() + HEARD_WITHIN_S
    while time.monotonic() < deadline:
        received = sqs.receive_message(QueueUrl=queue, MaxNumberOfMessages=10, WaitTimeSeconds=_WAIT_S)
        if any(alarm in each["Body"] and "ALARM" in each["Body"] for each in received.get("Messages", [])):
            return
    raise TimedOut(
        f"no subscriber received the alarm {alarm!r} within {HEARD_WITHIN_S:g} s",
        remedy="Check the policy of the alarm topic.",
    )
