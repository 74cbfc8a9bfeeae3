"""Deleted workspaces in DynamoDB: one item each, next to the items that the workspace had."""

from __future__ import annotations

from genai_core.adapters.dynamodb.table import DynamoTable
from genai_core.adapters.dynamodb.workspace_store import DELETED
from genai_core.domain.identifiers import WorkspaceId


class DynamoDeletedWorkspaces:
    """Stores records in the table `workspaces`, ordered by time in its index."""

    def __init__(self, table: DynamoTable) -> None:
        self._table = table

    def note(self, workspace_id: WorkspaceId, at: str) -> None:
        self._table.put({"workspace_id": workspace_id, "object_type": DELETED, "created_at": at})

    def noted_before(self, at: str) -> list[WorkspaceId]:
        noted = self._table.query(
            "object_type = :type AND created_at < :at", {"type": DELETED, "at": at}, index="by_type"
        )
        return [WorkspaceId(item["workspace_id"]) for item in noted]

    def forget(self, workspace_id: WorkspaceId) -> None:
        self._table.delete_many([{"workspace_id": workspace_id, "object_type": DELETED}])
