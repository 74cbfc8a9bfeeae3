"""Creates the extension, the functions' database users and the tables, through the RDS Data API.

The functions cannot do it: their users must exist before they can sign in, and a read-only user creates no
tables. No function has to run in the network for it, because the Data API is an AWS call.
"""

from __future__ import annotations

from collections.abc import Sequence

from aws_cdk import CustomResource
from aws_cdk import aws_logs as logs
from aws_cdk import aws_rds as rds
from constructs import Construct

from stacks.constructs.deployment_function import deployment_function
from stacks.constructs.strict_role import PolicyGrant


class DatabaseBootstrap(Construct):
    """Runs idempotent statements in order, when the cluster is created or the statements change."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        cluster: rds.DatabaseCluster,
        secret_arn: str,
        name: str,
        statements: Sequence[str],
        log_retention: logs.RetentionDays,
    ) -> None:
        super().__init__(scope, construct_id)
        function = deployment_function(
            self,
            module="bootstrap_database",
            purpose="Makes extension, users and tables in the database, at deployment only.",
            policy_grants=[
                PolicyGrant(actions=("rds-data:ExecuteStatement",), resources=(cluster.cluster_arn,)),
                PolicyGrant(actions=("secretsmanager:GetSecretValue",), resources=(secret_arn,)),
            ],
            minutes=12,
            log_retention=log_retention,
        )
        resource = CustomResource(
            self,
            "Statements",
            resource_type="Custom::DatabaseStatements",
            service_token=function.function_arn,
            properties={
                "ClusterArn": cluster.cluster_arn,
                "SecretArn": secret_arn,
                "Database": name,
                "Statements": list(statements),
            },
        )
        # The Data API answers only once there is an instance.
        resource.node.add_dependency(cluster)
