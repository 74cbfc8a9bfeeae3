"""The KMS key of everything that an environment stores; switched on by `storage.customer_key`."""

from __future__ import annotations

from typing import Any

from aws_cdk import CfnOutput, Duration, RemovalPolicy, Stack
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from constructs import Construct

from stacks.constructs.library_types import fits

STORES = ("s3", "dynamodb", "sqs", "sns", "secretsmanager", "rds", "es")
"""Services that use the key for callers who may read and write the services' data."""
SENDERS = ("s3", "sns", "cloudwatch")
"""Services that publish to an encrypted topic or queue by themselves: uploads, deliveries and alarms."""
USE = ("kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey")


class KeyStack(Stack):
    """One key, rotated every year.

    Its policy is like that of AWS's own keys: a principal of the account that may use a bucket, table, queue,
    topic, secret or database may use the key through that service, and not otherwise. So permissions are
    written once, with the data.
    """

    def __init__(
        self, scope: Construct, construct_id: str, *, prefix: str, retain: bool, **stack: Any
    ) -> None:
        super().__init__(scope, construct_id, description="Quorum: the key of what is stored", **stack)
        self.key = kms.Key(
            self,
            "Key",
            alias=f"alias/{prefix}",
            description=f"What {prefix} stores",
            enable_key_rotation=True,
            pending_window=Duration.days(30),
            # Without it, retained data and the last snapshot of the database could not be read.
            removal_policy=RemovalPolicy.RETAIN if retain else RemovalPolicy.DESTROY,
        )
        self._allow_stores()
        self._allow_senders()
        self._allow_logs()
        self._allow_page()
        CfnOutput(self, "KeyArn", value=self.key.key_arn)

    def _allow_stores(self) -> None:
        via = [f"{service}.{self.region}.amazonaws.com" for service in STORES]
        self._allow(
            "ThroughServices",
            iam.AnyPrincipal(),
            USE,
            {"StringEquals": {"kms:CallerAccount": self.account, "kms:ViaService": via}},
        )

    def _allow_senders(self) -> None:
        for service in SENDERS:
            self._allow(
                f"From{service.title()}",
                iam.ServicePrincipal(f"{service}.amazonaws.com"),
                ("kms:Decrypt", "kms:GenerateDataKey*"),
                {"StringEquals": {"aws:SourceAccount": self.account}},
            )

    def _allow_logs(self) -> None:
        groups = f"arn:{self.partition}:logs:{self.region}:{self.account}:log-group:*"
        self._allow(
            "Logs",
            iam.ServicePrincipal(f"logs.{self.region}.amazonaws.com"),
            USE,
            {"ArnLike": {"kms:EncryptionContext:aws:logs:arn": groups}},
        )

    def _allow_page(self) -> None:
        pages = f"arn:{self.partition}:cloudfront::{self.account}:distribution/*"
        self._allow(
            "Page",
            iam.ServicePrincipal("cloudfront.amazonaws.com"),
            ("kms:Decrypt",),
            {"ArnLike": {"aws:SourceArn": pages}},
        )

    def _allow(
        self, sid: str, who: iam.PrincipalBase, actions: tuple[str, ...], conditions: dict[str, Any]
    ) -> None:
        self.key.add_to_resource_policy(
            iam.PolicyStatement(
                sid=sid,
                actions=list(actions),
                principals=[fits(who)],
                # In a key's policy it means the key itself.
                resources=["*"],
                conditions=conditions,
            )
        )
