"""Judgements in a dictionary."""

from __future__ import annotations

from collections import defaultdict

from genai_core.domain.identifiers import RunId, UserId, WorkspaceId
from genai_core.domain.learning.judgements import Judgement, WorkspaceCalibration


class MemoryJudgementStore:
    """Keeps judgements for the life of the process."""

    def __init__(self) -> None:
        self._judged: defaultdict[WorkspaceId, dict[tuple[RunId, UserId], Judgement]] = defaultdict(dict)
        self._calibrations: dict[WorkspaceId, WorkspaceCalibration] = {}

    def add(self, workspace_id: WorkspaceId, judgement: Judgement) -> None:
        self._judged[workspace_id][(judgement.run_id, judgement.judge)] = judgement

    def judgements(self, workspace_id: WorkspaceId) -> list[Judgement]:
        return list(self._judged[workspace_id].values())

    def keep(self, workspace_id: WorkspaceId, calibration: WorkspaceCalibration) -> None:
        self._calibrations[workspace_id] = calibration

    def calibration(self, workspace_id: WorkspaceId) -> WorkspaceCalibration | None:
        return self._calibrations.get(workspace_id)
