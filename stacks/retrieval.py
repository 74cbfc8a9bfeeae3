"""The search stores: an Aurora cluster and an OpenSearch domain of this environment, or existing ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from aws_cdk import CfnOutput, RemovalPolicy, Stack
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_logs as logs
from constructs import Construct

from stacks.constructs.permissions import ResourceRegistry
from stacks.constructs.search_domain import DomainValues, SearchDomain
from stacks.constructs.vector_database import ClusterValues, VectorDatabase


@dataclass(frozen=True, slots=True, kw_only=True)
class DatabaseAddress:
    """An existing PostgreSQL with pgvector; `auth` is `iam` or `trust`."""

    host: str
    port: int
    name: str
    user: str
    auth: Literal["iam", "trust"]


def existing_database(address: DatabaseAddress) -> ResourceRegistry:
    """Returns the settings and permissions for a database that no stack creates."""
    return ResourceRegistry(
        settings={
            "database_host": address.host,
            "database_port": str(address.port),
            "database_name": address.name,
            "database_user": address.user,
            "database_auth": address.auth,
        }
    )


def existing_search(url: str, auth: Literal["es", "aoss", "none"]) -> ResourceRegistry:
    """Returns the settings for an OpenSearch that no stack creates; its policy must admit the functions."""
    return ResourceRegistry(settings={"opensearch_url": url, "opensearch_auth": auth})


def pluggable_store(stack: Stack, *, name: str, url: str, secret: str) -> ResourceRegistry:
    """Returns the settings and permissions for an existing pluggable store."""
    prefix = f"arn:{stack.partition}:secretsmanager:{stack.region}:{stack.account}:secret:"
    # Secrets Manager adds a hyphen and six characters to the name.
    arns = {"store_secret": (f"{prefix}{secret}-??????",)} if secret else {}
    return ResourceRegistry(arns=arns, settings={"store": name, "store_url": url, "store_secret": secret})


class RetrievalStack(Stack):
    """An Aurora Serverless v2 cluster with pgvector, and an OpenSearch domain if it is switched on."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        vpc: ec2.IVpc,
        functions_group: ec2.ISecurityGroup,
        cluster: ClusterValues,
        search: DomainValues | None,
        retain: bool,
        log_retention: logs.RetentionDays,
        **stack: Any,
    ) -> None:
        super().__init__(scope, construct_id, description="Quorum: retrieval", **stack)
        removal = RemovalPolicy.SNAPSHOT if retain else RemovalPolicy.DESTROY
        database = VectorDatabase(
            self,
            "Database",
            vpc=vpc,
            functions_group=functions_group,
            values=cluster,
            removal=removal,
            protected=retain,
            log_retention=log_retention,
        )
        self.cluster = database.cluster
        self.registry = existing_database(
            DatabaseAddress(
                host=self.cluster.cluster_endpoint.hostname,
                port=5432,
                name=cluster.name,
                user=cluster.user,
                auth="iam",
            )
        ) | ResourceRegistry(
            arns={"database_user": (database.user_arn,), "database_reader": (database.reader_arn,)},
            settings={"database_reader": cluster.reader},
        )
        if search is not None:
            domain = SearchDomain(
                self,
                "Search",
                vpc=vpc,
                functions_group=functions_group,
                retain=retain,
                log_retention=log_retention,
                values=search,
            )
            self.registry = self.registry | domain.registry
        CfnOutput(self, "DatabaseHost", value=self.cluster.cluster_endpoint.hostname)
