"""CloudWatch metrics that the functions emit themselves."""

from __future__ import annotations

from aws_cdk import Duration
from aws_cdk import aws_cloudwatch as cloudwatch

from lambdas.catalogue.metrics import NAMESPACE, Metric

PERIOD = Duration.minutes(5)


def own_metric(
    metric: Metric, environment: str, *, statistic: str = "Sum", period: Duration = PERIOD, **by: str
) -> cloudwatch.Metric:
    """Returns the metric of one environment; `by` names its further dimensions."""
    return cloudwatch.Metric(
        namespace=NAMESPACE,
        metric_name=metric.name,
        dimensions_map=metric.dimensions(environment, **by),
        statistic=statistic,
        period=period,
    )
