"""An alarm is set off and heard in a queue, on the emulator."""

from __future__ import annotations

import uuid

import pytest

from genai_core.errors import TimedOut
from tests.contract.aws import Aws
from tools.operate import alarm_bell
from tools.operate.account import Account


@pytest.fixture
def alarm(aws: Aws, monkeypatch: pytest.MonkeyPatch) -> str:
    """An alarm that a stack made; returns its name."""
    name = f"quorum-local-Requests-{uuid.uuid4().hex[:8]}"
    topic = aws.client("sns").create_topic(Name=name)["TopicArn"]
    aws.client("cloudwatch").put_metric_alarm(
        AlarmName=name,
        MetricName="Errors",
        Namespace="AWS/Lambda",
        Statistic="Sum",
        Period=300,
        EvaluationPeriods=1,
        Threshold=1,
        ComparisonOperator="GreaterThanOrEqualToThreshold",
        AlarmActions=[topic],
    )

    def outputs(_: Account) -> dict[str, str]:
        return {"AlarmTopicArn": topic}

    monkeypatch.setattr(Account, "outputs", outputs)
    return name


def left(aws: Aws, alarm: str) -> tuple[str, list[str], int]:
    """Returns the alarm's state, the queues and the number of subscriptions."""
    (described,) = aws.client("cloudwatch").describe_alarms(AlarmNames=[alarm])["MetricAlarms"]
    queues = [url for url in aws.client("sqs").list_queues().get("QueueUrls", []) if "smoke" in url]
    return described["StateValue"], queues, len(aws.client("sns").list_subscriptions()["Subscriptions"])


def test_a_rung_alarm_arrives_and_everything_is_restored(aws: Aws, alarm: str) -> None:
    assert alarm_bell.ring(Account("local", aws.client)) == alarm
    assert left(aws, alarm) == ("OK", [], 0)


def test_an_alarm_without_subscribers_is_reported_and_everything_is_restored(
    aws: Aws, alarm: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(alarm_bell, "HEARD_WITHIN_S", 0.5)
    monkeypatch.setattr(alarm_bell, "_WAIT_S", 0)
    aws.client("cloudwatch").disable_alarm_actions(AlarmNames=[alarm])
    with pytest.raises(TimedOut, match="no subscriber received the alarm"):
        alarm_bell.ring(Account("local", aws.client))
    assert left(aws, alarm) == ("OK", [], 0)
