"""Makes the extension and the functions' database user, through the RDS Data API.

The functions cannot do it: their user must exist before they can sign in. It needs no function of
ours in the network, because the Data API is an AWS call.
"""

from __future__ import annotations

from aws_cdk import Duration, Stack
from aws_cdk import aws_iam as iam
from aws_cdk import aws_rds as rds
from aws_cdk import custom_resources as custom
from constructs import Construct

from stacks.constructs.reasons import BASIC_EXECUTION, explain_below


class DatabaseBootstrap(Construct):
    """Runs idempotent statements, one after the other, when the cluster is created or they change."""

    def __init__(
        self, scope: Construct, construct_id: str, *, cluster: rds.DatabaseCluster, name: str, user: str
    ) -> None:
        super().__init__(scope, construct_id)
        secret = cluster.secret
        assert secret  # noqa: S101 - the cluster is made with a generated one
        policy = custom.AwsCustomResourcePolicy.from_statements(
            [
                iam.PolicyStatement(actions=["rds-data:ExecuteStatement"], resources=[cluster.cluster_arn]),
                iam.PolicyStatement(actions=["secretsmanager:GetSecretValue"], resources=[secret.secret_arn]),
            ]
        )
        before: custom.AwsCustomResource | None = None
        for label, sql in _statements(name, user).items():
            call = custom.AwsSdkCall(
                service="RDSDataService",
                action="executeStatement",
                parameters={
                    "resourceArn": cluster.cluster_arn,
                    "secretArn": secret.secret_arn,
                    "database": name,
                    "sql": sql,
                },
                physical_resource_id=custom.PhysicalResourceId.of(f"{name}-{label}"),
            )
            step = custom.AwsCustomResource(
                self,
                label,
                resource_type="Custom::DatabaseStatement",
                on_create=call,
                on_update=call,
                policy=policy,
                # A paused cluster takes about fifteen seconds to wake.
                timeout=Duration.minutes(5),
                install_latest_aws_sdk=False,
            )
            step.node.add_dependency(before or cluster)
            before = step
        explain_below(
            Stack.of(self),
            f"AWS{custom.AwsCustomResource.PROVIDER_FUNCTION_UUID.replace('-', '')}",
            {
                BASIC_EXECUTION: "The library's own function, which runs at deployment only.",
                "AwsSolutions-L1": "The library sets the runtime of its own function.",
            },
        )


def _statements(name: str, user: str) -> dict[str, str]:
    return {
        "Extension": "CREATE EXTENSION IF NOT EXISTS vector",
        "User": f"DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{user}') "
        f'THEN CREATE ROLE "{user}" LOGIN; END IF; END $$',
        "SignIn": f'GRANT rds_iam TO "{user}"',
        "Rights": f'GRANT CONNECT, CREATE, TEMPORARY ON DATABASE "{name}" TO "{user}"',
        "Schema": f'GRANT USAGE, CREATE ON SCHEMA public TO "{user}"',
    }
