"""Storage: documents in a bucket, records in tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from aws_cdk import CfnOutput, Stack
from constructs import Construct

from lambdas.catalogue.tables import TABLES
from stacks.constructs.backend_check import BackendCheck, OfferedBackends
from stacks.constructs.documents_bucket import DocumentsBucket
from stacks.constructs.item_tables import ItemTables
from stacks.constructs.named_output import named_output
from stacks.constructs.permissions import ResourceRegistry


class StorageStack(Stack):
    """The documents bucket with its topic, and the tables.

    Args:
        retain: Keep the data when the stack is destroyed.
        emptied: Delete the bucket's objects when the stack is destroyed.
        backends: What must not be removed while workspaces use it; None for an emulator, which does not run
            deployment functions.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        retain: bool,
        emptied: bool,
        artifact_days: int,
        archive_after_days: int,
        allowed_origins: Sequence[str],
        backends: OfferedBackends | None,
        **stack: Any,
    ) -> None:
        super().__init__(scope, construct_id, description="Quorum: documents and records", **stack)
        documents = DocumentsBucket(
            self,
            "Documents",
            retain=retain,
            emptied=emptied,
            artifact_days=artifact_days,
            archive_after_days=archive_after_days,
            allowed_origins=allowed_origins,
        )
        self.bucket, self.dropped = documents.bucket, documents.topic
        self.tables = ItemTables(self, "Tables", retain=retain).by_name
        if backends:
            BackendCheck(self, "BackendCheck", table=self.tables["workspaces"], backends=backends)
        self.registry = self._registry()
        CfnOutput(self, "DocumentsBucketName", value=self.bucket.bucket_name)
        for name, table in self.tables.items():
            CfnOutput(self, f"{name.title()}TableName", value=table.table_name)

    def _registry(self) -> ResourceRegistry:
        tables = {
            f"{spec.name}_table": (
                self.tables[spec.name].table_arn,
                *(f"{self.tables[spec.name].table_arn}/index/{index.name}" for index in spec.indexes),
            )
            for spec in TABLES
        }
        bucket = named_output(self, "DocumentsBucketArn", self.bucket.bucket_arn)
        return ResourceRegistry(
            arns={
                "bucket": (self.bucket.bucket_arn,),
                "objects": (f"{bucket}/*",),
                "archive_objects": (f"{bucket}/archive/*",),
                "inbox_objects": (f"{bucket}/inbox/*",),
                "artifact_objects": (f"{bucket}/artifacts/*",),
                **tables,
            },
            settings={
                "documents_bucket": self.bucket.bucket_name,
                **{f"{name}_table": table.table_name for name, table in self.tables.items()},
            },
        )
