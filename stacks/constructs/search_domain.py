"""An OpenSearch domain in the isolated subnets; switched on by the profile `opensearch`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from aws_cdk import RemovalPolicy, Stack
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_iam as iam
from aws_cdk import aws_logs as logs
from aws_cdk import aws_opensearchservice as opensearch
from constructs import Construct

from stacks.constructs.library_types import fits
from stacks.constructs.permissions import ResourceRegistry
from stacks.constructs.reasons import explain


@dataclass(frozen=True, slots=True, kw_only=True)
class DomainValues:
    """Size of the domain; `volume_gb` is per instance."""

    name: str
    instance_type: str
    instances: int
    volume_gb: int


class SearchDomain(Construct):
    """The domain; only the functions' security group reaches it, with signed requests."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        vpc: ec2.IVpc,
        functions_group: ec2.ISecurityGroup,
        values: DomainValues,
        retain: bool,
        log_retention: logs.RetentionDays,
    ) -> None:
        super().__init__(scope, construct_id)
        group = ec2.SecurityGroup(self, "Group", vpc=vpc, description="Search", allow_all_outbound=False)
        group.add_ingress_rule(functions_group, ec2.Port.tcp(443), "functions")
        spread = values.instances > 1
        slow_search, slow_index, application = (
            self._log(kind, log_retention) for kind in ("SlowSearch", "SlowIndex", "Application")
        )
        self.domain = opensearch.Domain(
            self,
            "Domain",
            domain_name=values.name,
            version=opensearch.EngineVersion.open_search("2.19"),
            vpc=vpc,
            vpc_subnets=[ec2.SubnetSelection(subnets=vpc.isolated_subnets[: 2 if spread else 1])],
            security_groups=[group],
            capacity=opensearch.CapacityConfig(
                data_node_instance_type=values.instance_type,
                data_nodes=values.instances,
                multi_az_with_standby_enabled=False,
            ),
            zone_awareness=opensearch.ZoneAwarenessConfig(enabled=spread),
            ebs=opensearch.EbsOptions(volume_size=values.volume_gb, volume_type=ec2.EbsDeviceVolumeType.GP3),
            encryption_at_rest=opensearch.EncryptionAtRestOptions(enabled=True),
            node_to_node_encryption=True,
            enforce_https=True,
            tls_security_policy=opensearch.TLSSecurityPolicy.TLS_1_2_PFS,
            logging=opensearch.LoggingOptions(
                slow_search_log_enabled=True,
                slow_search_log_group=slow_search,
                slow_index_log_enabled=True,
                slow_index_log_group=slow_index,
                app_log_enabled=True,
                app_log_group=application,
            ),
            suppress_logs_resource_policy=True,
            removal_policy=RemovalPolicy.RETAIN if retain else RemovalPolicy.DESTROY,
        )
        self.domain.node.add_dependency(self._allow_logs(values.name, (slow_search, slow_index, application)))
        self._allow_signed_requests(values.name)
        self.registry = ResourceRegistry(
            arns={"search_domain": (self._requests_arn(values.name),)},
            settings={
                "opensearch_url": f"https://{self.domain.domain_endpoint}",
                "opensearch_auth": "es",
            },
        )
        explain(
            self.domain,
            {
                "AwsSolutions-OS3": "It is in isolated subnets: only the functions' group is let in, "
                "and every request is signed.",
                "AwsSolutions-OS4": "Dedicated masters pay off from three data nodes on.",
                "AwsSolutions-OS7": "Zone awareness follows the number of instances.",
            },
        )

    def _allow_signed_requests(self, name: str) -> None:
        """Sets the policy on the domain itself: the library would deploy a function to set it."""
        resource = self.domain.node.default_child
        assert isinstance(resource, opensearch.CfnDomain)  # noqa: S101 - narrows the type
        resource.access_policies = iam.PolicyDocument(
            statements=[
                iam.PolicyStatement(
                    actions=["es:ESHttp*"],
                    principals=[fits(iam.AccountRootPrincipal())],
                    resources=[self._requests_arn(name)],
                )
            ]
        )

    def _requests_arn(self, name: str) -> str:
        stack = Stack.of(self)
        return f"arn:{stack.partition}:es:{stack.region}:{stack.account}:domain/{name}/*"

    def _log(self, name: str, retention: logs.RetentionDays) -> logs.LogGroup:
        return logs.LogGroup(self, name, retention=retention, removal_policy=RemovalPolicy.DESTROY)

    def _allow_logs(self, name: str, groups: Sequence[logs.LogGroup]) -> logs.ResourcePolicy:
        """Returns one policy for all groups, named after the domain: a region holds only ten policies."""
        statement = iam.PolicyStatement(
            actions=["logs:PutLogEvents", "logs:CreateLogStream"],
            principals=[fits(iam.ServicePrincipal("es.amazonaws.com"))],
            resources=[group.log_group_arn for group in groups],
        )
        return logs.ResourcePolicy(
            self, "LogPolicy", resource_policy_name=f"{name}-search", policy_statements=[statement]
        )
