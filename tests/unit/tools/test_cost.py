"""What idle resources and use cost: each price from its template, and nothing passed over."""

from __future__ import annotations

from typing import Any

import pytest

from tools.cost.idle import UnknownPrice, idle_lines
from tools.cost.usage import metric_line, usage_lines


def idle(kind: str, **properties: Any) -> float:
    template = {"Resources": {"It": {"Type": kind, "Properties": properties}}}
    return round(sum(line.usd_month for line in idle_lines({"Stack": template})), 4)


def test_an_alarm_is_paid_for_by_each_metric_it_reads() -> None:
    assert idle("AWS::CloudWatch::Alarm", MetricName="Errors") == 0.10
    metrics = [{"MetricStat": {}}, {"MetricStat": {}}, {"MetricStat": {}}, {"Expression": "SUM([m0])"}]
    assert idle("AWS::CloudWatch::Alarm", Metrics=metrics) == 0.30


@pytest.mark.parametrize(
    ("kind", "properties", "usd"),
    [
        ("AWS::CloudWatch::Dashboard", {}, 3.0),
        ("AWS::SecretsManager::Secret", {}, 0.4),
        ("AWS::EC2::VPCEndpoint", {"VpcEndpointType": "Interface", "SubnetIds": ["a", "b"]}, 14.6),
        ("AWS::EC2::VPCEndpoint", {"VpcEndpointType": "Gateway"}, 0.0),
        ("AWS::WAFv2::WebACL", {"Rules": [{}, {}]}, 7.0),
        ("AWS::SSM::Parameter", {"Tier": "Standard"}, 0.0),
        ("AWS::SSM::Parameter", {"Tier": "Advanced"}, 0.05),
        ("AWS::Lambda::EventSourceMapping", {}, 0.2628),
        ("AWS::Lambda::Function", {}, 0.0),
    ],
)
def test_what_waits_is_paid_for_by_time(kind: str, properties: dict[str, Any], usd: float) -> None:
    assert idle(kind, **properties) == usd


@pytest.mark.parametrize(("least", "usd"), [(0, 0.0), (0.5, 87.6), (2, 350.4)])
def test_a_cluster_costs_its_least_capacity_for_each_instance(least: float, usd: float) -> None:
    cluster = {"ServerlessV2ScalingConfiguration": {"MinCapacity": least}}
    resources = {
        "Cluster": {"Type": "AWS::RDS::DBCluster", "Properties": cluster},
        **{name: {"Type": "AWS::RDS::DBInstance"} for name in ("Writer", "Reader")},
    }
    lines = idle_lines({"Retrieval": {"Resources": resources}})
    assert sum(line.usd_month for line in lines) == pytest.approx(usd)
    assert bool(lines) == bool(usd)


@pytest.mark.parametrize(
    ("kind", "properties", "message"),
    [
        ("AWS::MSK::Cluster", {}, "AWS::MSK::Cluster"),
        (
            "AWS::SageMaker::EndpointConfig",
            {"ProductionVariants": [{"InstanceType": "ml.p9.huge", "InitialInstanceCount": 1}]},
            "ml.p9.huge",
        ),
    ],
)
def test_a_resource_without_a_price_is_reported_instead_of_left_out(
    kind: str, properties: dict[str, Any], message: str
) -> None:
    with pytest.raises(UnknownPrice, match=message):
        idle(kind, **properties)


def test_use_costs_in_proportion_and_nothing_for_nothing() -> None:
    def usd(queries: int, documents: int) -> float:
        return sum(line.usd_month for line in usage_lines(queries, documents))

    assert usd(0, 0) == 0
    assert usd(2000, 0) == pytest.approx(2 * usd(1000, 0))
    assert usd(1000, 50) == pytest.approx(usd(1000, 0) + usd(0, 50))
    assert 0.05 < usd(1000, 0) < 5


def test_metrics_are_paid_for_by_models_and_by_the_hours_in_which_somebody_asks() -> None:
    assert metric_line(0, 3).usd_month == 0
    assert metric_line(10, 3).usd_month == pytest.approx(17 * 0.30 * 10 / 730)
    assert metric_line(10, 4).usd_month > metric_line(10, 3).usd_month
    assert metric_line(1000, 3).usd_month == metric_line(100_000, 3).usd_month
