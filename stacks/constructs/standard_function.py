"""One function of the catalogue, with its log and a role that allows only what it was granted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from aws_cdk import Duration, RemovalPolicy
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from constructs import Construct

from lambdas.catalogue.function_spec import FunctionSpec
from stacks.constructs.library_types import fits
from stacks.constructs.live_version import LiveVersion, Release
from stacks.constructs.permissions import ResourceRegistry, environment, policy_grants
from stacks.constructs.reasons import explain
from stacks.constructs.strict_role import TRACES, PolicyGrant, StrictRole

NETWORK_INTERFACES = PolicyGrant(
    actions=(
        "ec2:CreateNetworkInterface",
        "ec2:DescribeNetworkInterfaces",
        "ec2:DescribeSubnets",
        "ec2:DeleteNetworkInterface",
        "ec2:AssignPrivateIpAddresses",
        "ec2:UnassignPrivateIpAddresses",
    ),
    resources=("*",),
    reason="Lambda makes the interfaces of a function in a VPC, and checks this right without a resource.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FunctionPlatform:
    """The settings that all functions of a deployment share.

    Attributes:
        prefix: Functions are called `<prefix>-<name>`.
        kind: `managed` is Lambda's Python on arm64 with layers; `host` is this machine's Python.
        repository: Folder with `lambdas/`.
        layers: Folder with the built layers, for `managed`.
        variables: Variables that every function gets besides its settings.
        reserved_concurrency: Maximum concurrent instances, by function name.
        release: How a new version takes over.
        network, security_group: For functions that use the database; None for no network.
        has_egress: Whether the network has subnets with a NAT gateway.
        wakes_database: Whether a new WebSocket connection wakes the database.
    """

    prefix: str
    kind: Literal["managed", "host"]
    repository: str
    layers: str
    variables: Mapping[str, str]
    tracing: bool
    log_retention: logs.RetentionDays
    reserved_concurrency: Mapping[str, int] = field(default_factory=dict[str, int])
    release: Release = field(default_factory=Release)
    network: ec2.IVpc | None = None
    security_group: ec2.ISecurityGroup | None = None
    has_egress: bool = False
    wakes_database: bool = False


class StandardFunction(Construct):
    """A Lambda function of the catalogue; callers invoke its `target`."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        spec: FunctionSpec,
        platform: FunctionPlatform,
        registry: ResourceRegistry,
        code: lambda_.Code,
        layers: Sequence[lambda_.ILayerVersion] = (),
    ) -> None:
        super().__init__(scope, construct_id)
        name = f"{platform.prefix}-{spec.name}"
        self.log = logs.LogGroup(
            self,
            "Log",
            log_group_name=f"/aws/lambda/{name}",
            retention=platform.log_retention,
            removal_policy=RemovalPolicy.DESTROY,
        )
        managed = platform.kind == "managed"
        vpc = platform.network if spec.in_vpc else None
        role = StrictRole(
            self,
            "Access",
            service="lambda.amazonaws.com",
            policy_grants=self._policy_grants(
                spec, registry, traced=platform.tracing, in_vpc=vpc is not None
            ),
        ).role
        self.function = lambda_.Function(
            self,
            "Function",
            function_name=name,
            description=spec.purpose,
            code=code,
            handler=spec.handler,
            runtime=lambda_.Runtime.PYTHON_3_13 if managed else lambda_.Runtime.PROVIDED_AL2023,
            architecture=lambda_.Architecture.ARM_64,
            memory_size=spec.memory_mb,
            timeout=Duration.seconds(spec.timeout_s),
            role=role.without_policy_updates(),
            layers=list(layers),
            environment={**platform.variables, **environment(spec, registry)},
            log_group=self.log,
            tracing=lambda_.Tracing.ACTIVE if platform.tracing else lambda_.Tracing.DISABLED,
            reserved_concurrent_executions=platform.reserved_concurrency.get(spec.name),
            snap_start=_snap_start(spec.name, platform.release),
            vpc=vpc,
            vpc_subnets=_subnets(spec, platform) if vpc else None,
            security_groups=[platform.security_group] if vpc and platform.security_group else None,
        )
        self.target = self._target(spec.name, platform.release)
        explain(
            self.function,
            {"AwsSolutions-L1": "The wheels of the layers are resolved and tested for this Python."},
        )

    def _target(self, name: str, release: Release) -> lambda_.IFunction:
        if not release.is_versioned(name):
            return fits(self.function)
        return fits(LiveVersion(self, "Live", function=self.function, name=name, release=release).alias)

    def _policy_grants(
        self, spec: FunctionSpec, registry: ResourceRegistry, *, traced: bool, in_vpc: bool
    ) -> Iterator[PolicyGrant]:
        yield PolicyGrant(
            actions=("logs:CreateLogStream", "logs:PutLogEvents"),
            resources=(self.log.log_group_arn,),
            reason="Log streams are named by Lambda; the group is this function's own.",
        )
        yield from policy_grants(spec.grants, registry)
        if traced:
            yield TRACES
        if in_vpc:
            yield NETWORK_INTERFACES


def _snap_start(name: str, release: Release) -> lambda_.SnapStartConf | None:
    return lambda_.SnapStartConf.ON_PUBLISHED_VERSIONS if name in release.snap_start else None


def _subnets(spec: FunctionSpec, platform: FunctionPlatform) -> ec2.SubnetSelection:
    outward = platform.has_egress and not spec.isolated
    kind = ec2.SubnetType.PRIVATE_WITH_EGRESS if outward else ec2.SubnetType.PRIVATE_ISOLATED
    return ec2.SubnetSelection(subnet_type=kind)
