"""Aurora Serverless v2 PostgreSQL with pgvector, reached by IAM database tokens."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from aws_cdk import Duration, RemovalPolicy, SecretValue, Stack
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_logs as logs
from aws_cdk import aws_rds as rds
from constructs import Construct

from stacks.constructs.database_bootstrap import DatabaseBootstrap
from stacks.constructs.database_statements import database_statements
from stacks.constructs.reasons import explain


@dataclass(frozen=True, slots=True, kw_only=True)
class ClusterValues:
    """Size, users and retention of the cluster; 0 as `min_acu` pauses it after `pause_after_s` idle seconds.

    Attributes:
        user, reader: The roles that write, and that only read.
        schema: Folder with the numbered files of the schema.
    """

    identifier: str
    name: str
    user: str
    reader: str
    schema: Path
    version: str
    min_acu: float
    max_acu: float
    pause_after_s: int
    readers: int
    backup_days: int


class VectorDatabase(Construct):
    """The cluster, with its extension, users and schema, which the Data API creates."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        vpc: ec2.IVpc,
        functions_group: ec2.ISecurityGroup,
        values: ClusterValues,
        removal: RemovalPolicy,
        protected: bool,
        log_retention: logs.RetentionDays,
    ) -> None:
        super().__init__(scope, construct_id)
        group = ec2.SecurityGroup(self, "Group", vpc=vpc, description="Database", allow_all_outbound=False)
        group.add_ingress_rule(functions_group, ec2.Port.tcp(5432), "functions")
        major = values.version.partition(".")[0]
        # Created before the cluster writes to it; otherwise the library deploys a function for it.
        log = logs.LogGroup(
            self,
            "Log",
            log_group_name=f"/aws/rds/cluster/{values.identifier}/postgresql",
            retention=log_retention,
            removal_policy=RemovalPolicy.DESTROY,
        )
        self.cluster = rds.DatabaseCluster(
            self,
            "Cluster",
            cluster_identifier=values.identifier,
            engine=rds.DatabaseClusterEngine.aurora_postgres(
                version=rds.AuroraPostgresEngineVersion.of(values.version, major)
            ),
            vpc=vpc,
            vpc_subnets=ec2.SubnetSelection(subnet_type=ec2.SubnetType.PRIVATE_ISOLATED),
            security_groups=[group],
            default_database_name=values.name,
            # Replaced below: the library does not support a password that RDS manages.
            credentials=rds.Credentials.from_password("postgres", SecretValue.unsafe_plain_text("unused")),
            writer=rds.ClusterInstance.serverless_v2("Writer"),
            readers=[
                rds.ClusterInstance.serverless_v2(f"Reader{index}", scale_with_writer=True)
                for index in range(values.readers)
            ],
            serverless_v2_min_capacity=values.min_acu,
            serverless_v2_max_capacity=values.max_acu,
            serverless_v2_auto_pause_duration=Duration.seconds(values.pause_after_s)
            if values.min_acu == 0
            else None,
            iam_authentication=True,
            enable_data_api=True,
            storage_encrypted=True,
            copy_tags_to_snapshot=True,
            backup=rds.BackupProps(retention=Duration.days(values.backup_days)),
            cloudwatch_logs_exports=["postgresql"],
            parameters={"rds.force_ssl": "1"},
            deletion_protection=protected,
            removal_policy=removal,
        )
        self.cluster.node.add_dependency(log)
        DatabaseBootstrap(
            self,
            "Bootstrap",
            cluster=self.cluster,
            secret_arn=self._manage_password(),
            name=values.name,
            statements=database_statements(values.name, values.user, values.reader, values.schema),
            log_retention=log_retention,
        )
        stack = Stack.of(self)
        identifier = self.cluster.cluster_resource_identifier
        users = f"arn:{stack.partition}:rds-db:{stack.region}:{stack.account}:dbuser:{identifier}"
        self.user_arn, self.reader_arn = f"{users}/{values.user}", f"{users}/{values.reader}"
        explain(
            self.cluster,
            {
                "AwsSolutions-RDS10": "Deletion protection follows `storage.retain`.",
                "AwsSolutions-RDS11": "The port is not a secret: only the functions' group may reach it.",
            },
        )

    def _manage_password(self) -> str:
        """Lets RDS generate and store the administrator's password, and rotate it every week.

        A rotation of our own would need a function in the network, with internet access.

        Returns:
            The ARN of its secret, which only the bootstrap reads.
        """
        cluster = self.cluster.node.default_child
        assert isinstance(cluster, rds.CfnDBCluster)  # noqa: S101 - narrows the type
        cluster.add_property_deletion_override("MasterUserPassword")
        cluster.add_property_override("ManageMasterUserPassword", True)
        return cluster.attr_master_user_secret_secret_arn
