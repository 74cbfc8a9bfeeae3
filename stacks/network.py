"""The network of the functions that use the database: isolated unless it has a NAT gateway."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from aws_cdk import RemovalPolicy, Stack
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_iam as iam
from aws_cdk import aws_logs as logs
from constructs import Construct

from stacks.constructs.library_types import fits


class NetworkStack(Stack):
    """A VPC of isolated subnets with free gateway endpoints to S3 and DynamoDB; no internet by default.

    Args:
        nat_gateways: With one or more, functions that need no isolation run in subnets with internet
            access; the database, and functions that parse documents, stay isolated.
        services: Further AWS services that functions in the network call; each interface endpoint costs.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        availability_zones: int,
        nat_gateways: int,
        cidr: str,
        log_retention: logs.RetentionDays,
        services: Sequence[str] = (),
        **stack: Any,
    ) -> None:
        super().__init__(scope, construct_id, description="Quorum: isolated network", **stack)
        self.vpc = ec2.Vpc(
            self,
            "Vpc",
            ip_addresses=ec2.IpAddresses.cidr(cidr),
            max_azs=availability_zones,
            nat_gateways=nat_gateways,
            restrict_default_security_group=False,
            subnet_configuration=_subnets(nat_gateways),
        )
        self._open_gateways()
        log = logs.LogGroup(self, "FlowLog", retention=log_retention, removal_policy=RemovalPolicy.DESTROY)
        self.vpc.add_flow_log(
            "Flow",
            destination=ec2.FlowLogDestination.to_cloud_watch_logs(log),
            traffic_type=ec2.FlowLogTrafficType.REJECT,
        )
        self.has_egress = nat_gateways > 0
        self.functions_group = ec2.SecurityGroup(
            self,
            "FunctionsGroup",
            vpc=self.vpc,
            description="Functions that reach the database",
            allow_all_outbound=True,
        )
        if services:
            self._open_endpoints(services)

    def _open_gateways(self) -> None:
        """Adds the free gateway endpoints of S3 and DynamoDB, limited to this account.

        Otherwise a function taken over by a malicious file could send data to another account's bucket.
        """
        gateways = {
            "S3": ec2.GatewayVpcEndpointAwsService.S3,
            "DynamoDb": ec2.GatewayVpcEndpointAwsService.DYNAMODB,
        }
        for name, service in gateways.items():
            gateway = self.vpc.add_gateway_endpoint(name, service=service)
            gateway.add_to_policy(
                iam.PolicyStatement(
                    actions=["*"],
                    principals=[fits(iam.AnyPrincipal())],
                    resources=["*"],
                    conditions={"StringEquals": {"aws:ResourceAccount": self.account}},
                )
            )

    def _open_endpoints(self, services: Sequence[str]) -> None:
        group = ec2.SecurityGroup(
            self, "ServicesGroup", vpc=self.vpc, description="Endpoints of services", allow_all_outbound=False
        )
        group.add_ingress_rule(self.functions_group, ec2.Port.tcp(443), "from functions of the network only")
        for service in services:
            self.vpc.add_interface_endpoint(
                service.title().replace("-", "").replace(".", ""),
                service=ec2.InterfaceVpcEndpointAwsService(service),
                security_groups=[group],
                open=False,
            )


def _subnets(nat_gateways: int) -> list[ec2.SubnetConfiguration]:
    """Returns the kinds of subnets; the isolated ones come first, so that their addresses stay the same."""
    kinds = {"Isolated": ec2.SubnetType.PRIVATE_ISOLATED}
    if nat_gateways:
        kinds |= {"Outward": ec2.SubnetType.PRIVATE_WITH_EGRESS, "Public": ec2.SubnetType.PUBLIC}
    return [
        ec2.SubnetConfiguration(
            name=name,
            subnet_type=kind,
            cidr_mask=24,
            map_public_ip_on_launch=False if name == "Public" else None,
        )
        for name, kind in kinds.items()
    ]
