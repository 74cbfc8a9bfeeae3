"""Judgements in DynamoDB, beside their workspace: deleting it deletes them."""

from __future__ import annotations

from dataclasses import asdict

from pydantic import TypeAdapter

from genai_core.adapters.dynamodb.table import DynamoTable
from genai_core.domain.identifiers import WorkspaceId
from genai_core.domain.learning.judgements import Judgement, WorkspaceCalibration

_JUDGEMENT = "judgement#"
_CALIBRATION = "learnt"
_judgement = TypeAdapter(Judgement)
_calibration = TypeAdapter(WorkspaceCalibration)


class DynamoJudgementStore:
    """Stores judgements and calibrations in the table `workspaces`."""

    def __init__(self, table: DynamoTable) -> None:
        self._table = table

    def add(self, workspace_id: WorkspaceId, judgement: Judgement) -> None:
        name = f"{_JUDGEMENT}{judgement.run_id}#{judgement.judge}"
        # `created_at` is a key of the table's index, which is for listing workspaces.
        values = asdict(judgement)
        values["judged_at"] = values.pop("created_at")
        self._table.put({"workspace_id": workspace_id, "object_type": name, **values})

    def judgements(self, workspace_id: WorkspaceId) -> list[Judgement]:
        items = self._table.query(
            "workspace_id = :id AND begins_with(object_type, :prefix)",
            {"id": workspace_id, "prefix": _JUDGEMENT},
            consistent=True,
        )
        return [_judgement.validate_python({**item, "created_at": item["judged_at"]}) for item in items]

    def keep(self, workspace_id: WorkspaceId, calibration: WorkspaceCalibration) -> None:
        self._table.put({"workspace_id": workspace_id, "object_type": _CALIBRATION, **asdict(calibration)})

    def calibration(self, workspace_id: WorkspaceId) -> WorkspaceCalibration | None:
        item = self._table.get({"workspace_id": workspace_id, "object_type": _CALIBRATION}, consistent=False)
        return None if item is None else _calibration.validate_python(item)
