"""Evaluation runs in DynamoDB, beside their workspace: deleting it deletes them."""

from __future__ import annotations

from dataclasses import asdict
from itertools import islice

from genai_core.adapters.dynamodb.table import DynamoTable
from genai_core.domain.identifiers import WorkspaceId
from genai_core.domain.protocol.codec import from_json
from genai_core.domain.protocol.evaluations import MAX_EVALUATIONS, EvaluationRun

_EVALUATION = "evaluation#"


class DynamoEvaluationStore:
    """Keeps evaluation runs in the table `workspaces`."""

    def __init__(self, table: DynamoTable) -> None:
        self._table = table

    def add(self, workspace_id: WorkspaceId, run: EvaluationRun) -> None:
        name = f"{_EVALUATION}{run.published_at}#{run.evaluation_id}"
        self._table.put({"workspace_id": workspace_id, "object_type": name, "run": asdict(run)})
        stored = self._table.query(*self._named(workspace_id), forward=False, consistent=True)
        older = islice(stored, MAX_EVALUATIONS, None)
        self._table.delete_many(
            [{key: item[key] for key in ("workspace_id", "object_type")} for item in older]
        )

    def runs(self, workspace_id: WorkspaceId) -> list[EvaluationRun]:
        items = self._table.query(
            *self._named(workspace_id), forward=False, consistent=True, limit=MAX_EVALUATIONS
        )
        return [from_json(EvaluationRun, item["run"], is_tolerant=True) for item in items]

    def _named(self, workspace_id: WorkspaceId) -> tuple[str, dict[str, str]]:
        return (
            "workspace_id = :id AND begins_with(object_type, :prefix)",
            {"id": workspace_id, "prefix": _EVALUATION},
        )
