"""Resources that an account has once per region, shared by all environments."""

from __future__ import annotations

from typing import Any

from aws_cdk import RemovalPolicy, Stack
from aws_cdk import aws_apigateway as apigateway
from aws_cdk import aws_iam as iam
from aws_cdk import aws_logs as logs
from aws_cdk import custom_resources as custom
from constructs import Construct

from stacks.constructs.library_types import fits
from stacks.constructs.reasons import BASIC_EXECUTION, explain, explain_below

STACK_NAME = "quorum-account"
LINKED_SERVICES = {"Rds": "rds.amazonaws.com", "OpenSearch": "opensearchservice.amazonaws.com"}
"""Services whose service-linked role must exist before their first resource in a network."""


class AccountStack(Stack):
    """The role with which API Gateway writes logs, and the service-linked roles of RDS and OpenSearch.

    Every environment deploys this same stack, so nothing in it may differ between them. It is kept when
    one is destroyed, because another may need it.
    """

    def __init__(self, scope: Construct, construct_id: str, **stack: Any) -> None:
        super().__init__(scope, construct_id, description="Quorum: once per account and region", **stack)
        role = iam.Role(
            self,
            "GatewayLogs",
            assumed_by=fits(iam.ServicePrincipal("apigateway.amazonaws.com")),
            managed_policies=[
                iam.ManagedPolicy.from_aws_managed_policy_name(
                    "service-role/AmazonAPIGatewayPushToCloudWatchLogs"
                )
            ],
        )
        role.apply_removal_policy(RemovalPolicy.RETAIN)
        account = apigateway.CfnAccount(self, "Gateway", cloud_watch_role_arn=role.role_arn)
        account.apply_removal_policy(RemovalPolicy.RETAIN)
        explain(
            role,
            {
                "AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/"
                "AmazonAPIGatewayPushToCloudWatchLogs]": "The gateway's logs go through one role of the "
                "account, with the policy that AWS prescribes for it."
            },
        )
        self._link()

    def _link(self) -> None:
        """Creates the service-linked roles unless they exist; a plain template would fail if they do."""
        log = logs.LogGroup(
            self, "Log", retention=logs.RetentionDays.ONE_MONTH, removal_policy=RemovalPolicy.DESTROY
        )
        for name, service in LINKED_SERVICES.items():
            role = f"arn:{self.partition}:iam::{self.account}:role/aws-service-role/{service}/*"
            call = custom.AwsSdkCall(
                service="IAM",
                action="createServiceLinkedRole",
                parameters={"AWSServiceName": service},
                physical_resource_id=custom.PhysicalResourceId.of(service),
                # IAM's answer if the account already has the role.
                ignore_error_codes_matching="InvalidInput",
            )
            resource = custom.AwsCustomResource(
                self,
                name,
                resource_type="Custom::LinkedRole",
                on_create=call,
                policy=custom.AwsCustomResourcePolicy.from_statements(
                    [iam.PolicyStatement(actions=["iam:CreateServiceLinkedRole"], resources=[role])]
                ),
                install_latest_aws_sdk=False,
                log_group=log,
            )
            explain(
                resource,
                {
                    f"AwsSolutions-IAM5[Resource::arn:{part}:iam::<AWS::AccountId>:role/aws-service-role/"
                    f"{service}/*]": "IAM names a service's role itself, below the service's path."
                    for part in ("aws", "<AWS::Partition>")
                },
            )
        explain_below(
            self,
            f"AWS{custom.AwsCustomResource.PROVIDER_FUNCTION_UUID.replace('-', '')}",
            {
                BASIC_EXECUTION: "The library's own function, which runs at deployment only.",
                "AwsSolutions-L1": "The library sets the runtime of its own function.",
            },
        )
