"""What an operator sees, and what wakes them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aws_cdk import Duration, Stack
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_cloudwatch_actions as actions
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_sns as sns
from aws_cdk import aws_sns_subscriptions as subscriptions
from aws_cdk import aws_sqs as sqs
from aws_cdk import aws_stepfunctions as sfn
from constructs import Construct

from stacks.constructs.library_types import fits

PERIOD = Duration.minutes(5)


class MonitoringStack(Stack):
    """A dashboard, and alarms to a topic that `alarm_email` may subscribe to.

    Alarms: a dead letter, errors of any function, failed executions of any state machine, and
    documents that the reconciler found stuck (metric `StuckDocuments` of the namespace `Quorum`).
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        functions: Mapping[str, lambda_.Function],
        machines: Mapping[str, sfn.StateMachine],
        dead_letters: sqs.Queue,
        alarm_email: str | None,
        **stack: Any,
    ) -> None:
        super().__init__(scope, construct_id, description="Quorum: dashboard and alarms", **stack)
        self.topic = sns.Topic(self, "Alarms", enforce_ssl=True)
        if alarm_email:
            self.topic.add_subscription(fits(subscriptions.EmailSubscription(alarm_email)))
        stuck = cloudwatch.Metric(
            namespace="Quorum",
            metric_name="StuckDocuments",
            dimensions_map={"service": "quorum"},
            statistic="Maximum",
            period=PERIOD,
        )
        visible = dead_letters.metric_approximate_number_of_messages_visible(period=PERIOD)
        self._alarm("DeadLetters", visible, "A drop could not be taken after five tries.")
        self._alarm("StuckDocuments", stuck, "Documents make no progress.")
        for name, function in functions.items():
            metric = function.metric_errors(period=PERIOD, statistic="Sum")
            self._alarm(f"Errors-{name}", metric, f"The function {name} failed.", threshold=5)
        for name, machine in machines.items():
            metric = machine.metric_failed(period=PERIOD, statistic="Sum")
            self._alarm(f"Failed-{name}", metric, f"Executions of {name} failed.", threshold=3)
        self._dashboard(functions, machines, visible, stuck)

    def _alarm(self, name: str, metric: cloudwatch.IMetric, meaning: str, *, threshold: int = 1) -> None:
        alarm = cloudwatch.Alarm(
            self,
            name,
            metric=metric,
            threshold=threshold,
            evaluation_periods=1,
            comparison_operator=cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
            treat_missing_data=cloudwatch.TreatMissingData.NOT_BREACHING,
            alarm_description=meaning,
        )
        alarm.add_alarm_action(fits(actions.SnsAction(fits(self.topic))))

    def _dashboard(
        self,
        functions: Mapping[str, lambda_.Function],
        machines: Mapping[str, sfn.StateMachine],
        *queues: cloudwatch.IMetric,
    ) -> None:
        board = cloudwatch.Dashboard(self, "Dashboard")
        every = list(functions.values())
        board.add_widgets(
            _graph("Duration, p95", [each.metric_duration(statistic="p95") for each in every]),
            _graph("Errors", [each.metric_errors() for each in every]),
        )
        board.add_widgets(
            _graph("Executions", [each.metric_started() for each in machines.values()]),
            _graph("Failed executions", [each.metric_failed() for each in machines.values()]),
        )
        board.add_widgets(_graph("Dead letters and stuck documents", list(queues)))


def _graph(title: str, metrics: list[cloudwatch.IMetric] | list[cloudwatch.Metric]) -> cloudwatch.GraphWidget:
    return cloudwatch.GraphWidget(title=title, left=list(metrics), width=12)
