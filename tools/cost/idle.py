"""The idle cost of a deployment: one line for each resource that is billed by time."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from stacks.constructs.sagemaker.values import HOURS_TAG
from tools.cost import prices

Properties = Mapping[str, Any]
Template = Mapping[str, Any]

# A queue that feeds a function is asked by five pollers, each of which waits twenty seconds.
POLLS_A_MONTH = 5 * 3 * 60 * prices.HOURS_A_MONTH
_RATE = re.compile(r"rate\((\d+) (minute|hour|day)s?\)")
_MINUTES = {"minute": 1, "hour": 60, "day": 24 * 60}
SCHEDULED_GB_SECONDS = 0.5
"""A scheduled call that finds nothing to do: half a gigabyte for a second."""


@dataclass(frozen=True, slots=True)
class Line:
    """One cost.

    Attributes:
        resource: The stack and the resource.
        why: What is paid for, and how it is counted.
    """

    resource: str
    usd_month: float
    why: str


class UnknownPrice(Exception):
    """A template has a resource of which nobody wrote down whether it costs while idle."""


def idle_lines(templates: Mapping[str, Template]) -> list[Line]:
    """Returns what is paid for by time, the most expensive first; storage and traffic are left out.

    Raises:
        UnknownPrice: A type of resource is neither priced nor known to be free while idle.
    """
    lines: list[Line] = []
    for stack, template in templates.items():
        for name, body in template.get("Resources", {}).items():
            kind, values = body["Type"], body.get("Properties", {})
            if kind in _PRICED:
                usd, why = _PRICED[kind](values)
                lines += [Line(f"{stack}/{name}", usd, why)] if why else []
            elif not kind.startswith(FREE_WHILE_IDLE):
                raise UnknownPrice(
                    f"{kind} of {stack}: say in tools/cost/idle.py whether it costs while idle"
                )
    lines += [*_capacity(templates), *_kept_ready(templates)]
    return sorted(lines, key=lambda line: -line.usd_month)


def _alarm(values: Properties) -> tuple[float, str]:
    metrics = [each for each in values.get("Metrics", [{}]) if "Expression" not in each]
    return len(metrics) * prices.ALARM_METRIC, f"{len(metrics)} metrics that an alarm reads"


def _search(values: Properties) -> tuple[float, str]:
    cluster, disk = values["ClusterConfig"], values["EBSOptions"]["VolumeSize"]
    kind, count = cluster["InstanceType"], cluster["InstanceCount"]
    usd = count * (_of(prices.SEARCH_NODE, kind) * prices.HOURS_A_MONTH + disk * prices.EBS_GB)
    return usd, f"{count} nodes {kind} with {disk} GB each"


def _endpoint_config(values: Properties) -> tuple[float, str]:
    """Prices instances for as long as they run; on demand nothing waits, which is worth a line too."""
    tags = {tag["Key"]: tag["Value"] for tag in values.get("Tags", [])}
    hours = float(tags.get(HOURS_TAG, prices.HOURS_A_MONTH))
    (variant,) = values["ProductionVariants"]
    if on_demand := variant.get("ServerlessConfig"):
        return 0.0, f"an endpoint on demand with {on_demand['MemorySizeInMB']} MB, paid for by the request"
    kind, count = variant["InstanceType"], variant["InitialInstanceCount"]
    usd = count * _of(prices.MODEL_INSTANCE, kind) * hours
    return usd, f"an endpoint that waits: {count} {kind} for {hours:.0f} hours"


def _scaling_policy(_: Properties) -> tuple[float, str]:
    return 2 * prices.ALARM_METRIC, "two alarms by which an endpoint's instances follow its calls"


def _vpc_endpoint(values: Properties) -> tuple[float, str]:
    if values.get("VpcEndpointType") != "Interface":
        return 0.0, ""
    zones = len(values.get("SubnetIds", []))
    usd = zones * prices.INTERFACE_ENDPOINT * prices.HOURS_A_MONTH
    return usd, f"an interface endpoint in {zones} zones"


def _firewall(values: Properties) -> tuple[float, str]:
    rules = len(values.get("Rules", []))
    return prices.WEB_ACL + rules * prices.WEB_ACL_RULE, f"a web firewall with {rules} rules"


def _schedule(values: Properties) -> tuple[float, str]:
    rate = _RATE.match(values.get("ScheduleExpression", ""))
    if not rate:
        return 0.0, ""
    calls = prices.HOURS_A_MONTH * 60 / (int(rate[1]) * _MINUTES[rate[2]])
    usd = calls * (prices.INVOCATION + SCHEDULED_GB_SECONDS * prices.GB_SECOND)
    return usd, f"{calls:.0f} scheduled calls that find nothing to do"


def _kept_password(values: Properties) -> tuple[float, str]:
    """Prices the secret of a cluster; its capacity has a line of its own."""
    if not values.get("ManageMasterUserPassword"):
        return 0.0, ""
    return prices.SECRET, "a secret, which RDS keeps and changes"


def _parameter(values: Properties) -> tuple[float, str]:
    if values.get("Tier") != "Advanced":
        return 0.0, ""
    return prices.ADVANCED_PARAMETER, "a parameter longer than 4 KB"


def _mapping(_: Properties) -> tuple[float, str]:
    return POLLS_A_MONTH * prices.QUEUE_REQUEST, f"{POLLS_A_MONTH:,} requests of five pollers of a queue"


def _nat(_: Properties) -> tuple[float, str]:
    return prices.NAT_GATEWAY * prices.HOURS_A_MONTH, "a way out of the network"


def _of(table: Mapping[str, float], kind: str) -> float:
    if kind not in table:
        raise UnknownPrice(f"{kind}: add its price by the hour to tools/cost/prices.py")
    return table[kind]


_PRICED: Mapping[str, Callable[[Properties], tuple[float, str]]] = {
    "AWS::CloudWatch::Alarm": _alarm,
    "AWS::CloudWatch::Dashboard": lambda _: (prices.DASHBOARD, "a dashboard"),
    "AWS::SecretsManager::Secret": lambda _: (prices.SECRET, "a secret"),
    "AWS::RDS::DBCluster": _kept_password,
    "AWS::KMS::Key": lambda _: (prices.KEY, "a key of the environment's own"),
    "AWS::SSM::Parameter": _parameter,
    "AWS::OpenSearchService::Domain": _search,
    "AWS::SageMaker::EndpointConfig": _endpoint_config,
    "AWS::ApplicationAutoScaling::ScalingPolicy": _scaling_policy,
    "AWS::EC2::VPCEndpoint": _vpc_endpoint,
    "AWS::EC2::NatGateway": _nat,
    "AWS::EC2::EIP": lambda _: (prices.PUBLIC_ADDRESS * prices.HOURS_A_MONTH, "a public address"),
    "AWS::WAFv2::WebACL": _firewall,
    "AWS::Events::Rule": _schedule,
    "AWS::Lambda::EventSourceMapping": _mapping,
}
FREE_WHILE_IDLE = (
    *("AWS::ApiGateway::", "AWS::ApiGatewayV2::", "AWS::CDK::Metadata", "AWS::CloudFront::"),
    *("AWS::Cognito::", "AWS::DynamoDB::Table", "AWS::IAM::", "AWS::Logs::"),
    *("AWS::Lambda::Function", "AWS::Lambda::LayerVersion", "AWS::Lambda::Permission"),
    # What is kept ready of them is counted with their memory.
    *("AWS::Lambda::Alias", "AWS::Lambda::Version", "AWS::CodeDeploy::"),
    *(
        "AWS::EC2::VPC",
        "AWS::EC2::Subnet",
        "AWS::EC2::Route",
        "AWS::EC2::InternetGateway",
        "AWS::EC2::SecurityGroup",
    ),
    *("AWS::EC2::FlowLog", "AWS::RDS::DBSubnetGroup", "AWS::RDS::DBClusterParameterGroup"),
    # Counted together with their cluster's capacity.
    *("AWS::RDS::DBInstance", "AWS::SecretsManager::SecretTargetAttachment", "AWS::KMS::Alias"),
    *("AWS::S3::", "AWS::SNS::", "AWS::SQS::", "AWS::StepFunctions::StateMachine"),
    *("AWS::ApplicationAutoScaling::ScalableTarget", "AWS::CodeBuild::Project", "AWS::Scheduler::Schedule"),
    *("AWS::SageMaker::Model", "AWS::SageMaker::Endpoint", "AWS::WAFv2::WebACLAssociation", "Custom::"),
)
"""Types that are paid for by use or by what they store, by the start of their names."""


def _capacity(templates: Mapping[str, Template]) -> Iterator[Line]:
    """Yields each cluster's least capacity: every instance has at least that much."""
    for stack, template in templates.items():
        resources = template.get("Resources", {})
        instances = [body for body in resources.values() if body["Type"] == "AWS::RDS::DBInstance"]
        for name, body in resources.items():
            scaling = body.get("Properties", {}).get("ServerlessV2ScalingConfiguration")
            if body["Type"] == "AWS::RDS::DBCluster" and scaling and scaling["MinCapacity"]:
                least, count = scaling["MinCapacity"], len(instances)
                usd = least * count * prices.ACU * prices.HOURS_A_MONTH
                yield Line(f"{stack}/{name}", usd, f"{count} instances of {least} capacity units at least")


def _kept_ready(templates: Mapping[str, Template]) -> Iterator[Line]:
    """Yields the lines of functions that are kept ready: snapshots and provisioned concurrency."""
    seconds = prices.HOURS_A_MONTH * 3600
    for stack, template in templates.items():
        resources = template.get("Resources", {})
        for name, body in resources.items():
            values = body.get("Properties", {})
            if "SnapStart" in values:
                gigabytes = values["MemorySize"] / 1024
                usd = gigabytes * seconds * prices.SNAPSHOT_GB_SECOND
                yield Line(f"{stack}/{name}", usd, f"a snapshot of {gigabytes:.2f} GB, for each version")
            if ready := values.get("ProvisionedConcurrencyConfig"):
                count = ready["ProvisionedConcurrentExecutions"]
                function = resources[values["FunctionName"]["Ref"]]["Properties"]
                gigabytes = count * function["MemorySize"] / 1024
                usd = gigabytes * seconds * prices.PROVISIONED_GB_SECOND
                yield Line(f"{stack}/{name}", usd, f"{count} copies of a function, {gigabytes:.2f} GB in all")
