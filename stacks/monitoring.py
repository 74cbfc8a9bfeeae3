"""Alarms and dashboards for operators."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from aws_cdk import Annotations, CfnOutput, Stack
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_cloudwatch_actions as actions
from aws_cdk import aws_sns_subscriptions as subscriptions
from constructs import Construct

from stacks.constructs.dashboards import answers_dashboard, service_dashboard
from stacks.constructs.library_types import fits
from stacks.constructs.service_topic import service_topic
from stacks.constructs.watched import AlarmValues, Limits, Watched, alarms_of

NOBODY = "nobody: set monitoring.alarm_email in config.json"
RUNBOOKS = "docs/operations/runbooks.md"


class MonitoringStack(Stack):
    """Alarms to a topic that `alarm_email` subscribes to, and two dashboards.

    Args:
        environment: Its name, a dimension of the functions' own metrics.
        dashboard: Whether to create the dashboards.
        formulas: Whether an alarm may sum several metrics; if not, each metric gets its own alarm.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        environment: str,
        watched: Watched,
        limits: Limits,
        alarm_email: str | None,
        dashboard: bool,
        formulas: bool,
        **stack: Any,
    ) -> None:
        super().__init__(scope, construct_id, description="Quorum: dashboards and alarms", **stack)
        self.topic = service_topic(self, "Alarms", "cloudwatch.amazonaws.com")
        self._subscribe(alarm_email)
        for values in alarms_of(watched, environment, limits):
            if formulas or len(values.metrics) == 1:
                self._alarm(values.name, values, values.metrics)
                continue
            for index, metric in enumerate(values.metrics):
                self._alarm(f"{values.name}{index}", values, [metric])
        if dashboard:
            service_dashboard(self, "Dashboard", watched, environment)
            answers_dashboard(self, "AnswersDashboard", watched, environment)

    def _subscribe(self, alarm_email: str | None) -> None:
        if alarm_email:
            self.topic.add_subscription(fits(subscriptions.EmailSubscription(alarm_email)))
        else:
            Annotations.of(self).add_info(f"alarms reach {NOBODY}")
        CfnOutput(self, "AlarmTopicArn", value=self.topic.topic_arn)
        CfnOutput(self, "AlarmsReach", value=alarm_email or NOBODY)

    def _alarm(self, construct_id: str, values: AlarmValues, metrics: Sequence[cloudwatch.IMetric]) -> None:
        alarm = cloudwatch.Alarm(
            self,
            construct_id,
            metric=_sum(values, metrics),
            threshold=values.threshold,
            evaluation_periods=values.periods,
            comparison_operator=cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
            treat_missing_data=cloudwatch.TreatMissingData.NOT_BREACHING,
            alarm_description=f"{values.meaning} What to do: {RUNBOOKS}#{values.name.lower()}",
        )
        alarm.add_alarm_action(fits(actions.SnsAction(fits(self.topic))))


def _sum(values: AlarmValues, metrics: Sequence[cloudwatch.IMetric]) -> cloudwatch.IMetric:
    if len(metrics) == 1:
        return metrics[0]
    ids = {f"m{index}": metric for index, metric in enumerate(metrics)}
    expression = f"SUM([{', '.join(ids)}])"
    return fits(
        cloudwatch.MathExpression(
            expression=expression, using_metrics=ids, period=values.period, label=values.name
        )
    )
