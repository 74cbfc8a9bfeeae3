"""The DynamoDB tables, built from the same list as in the contract tests."""

from __future__ import annotations

from aws_cdk import RemovalPolicy
from aws_cdk import aws_dynamodb as dynamodb
from constructs import Construct

from lambdas.catalogue.tables import TABLES, TableSpec


def _text(name: str) -> dynamodb.Attribute:
    return dynamodb.Attribute(name=name, type=dynamodb.AttributeType.STRING)


class ItemTables(Construct):
    """Every table of `lambdas.catalogue.tables`: on demand, encrypted, with point-in-time recovery."""

    def __init__(self, scope: Construct, construct_id: str, *, retain: bool) -> None:
        super().__init__(scope, construct_id)
        self.by_name = {spec.name: self._table(spec, retain=retain) for spec in TABLES}

    def _table(self, spec: TableSpec, *, retain: bool) -> dynamodb.Table:
        table = dynamodb.Table(
            self,
            spec.name.title(),
            partition_key=_text(spec.partition_key),
            sort_key=_text(spec.sort_key) if spec.sort_key else None,
            billing_mode=dynamodb.BillingMode.PAY_PER_REQUEST,
            encryption=dynamodb.TableEncryption.AWS_MANAGED,
            point_in_time_recovery_specification=dynamodb.PointInTimeRecoverySpecification(
                point_in_time_recovery_enabled=True
            ),
            time_to_live_attribute=spec.ttl or None,
            deletion_protection=retain,
            removal_policy=RemovalPolicy.RETAIN if retain else RemovalPolicy.DESTROY,
        )
        for index in spec.indexes:
            table.add_global_secondary_index(
                index_name=index.name,
                partition_key=_text(index.partition_key),
                sort_key=_text(index.sort_key),
            )
        return table
