"""Port: judgements of a workspace's answers, and the calibration computed from them."""

from __future__ import annotations

from typing import Protocol

from genai_core.domain.identifiers import WorkspaceId
from genai_core.domain.learning.judgements import Judgement, WorkspaceCalibration


class JudgementStore(Protocol):
    """Stores judgements and the latest calibration of each workspace; both are deleted with it."""

    def add(self, workspace_id: WorkspaceId, judgement: Judgement) -> None:
        """Stores a judgement; it replaces an earlier one by the same judge on the same run."""
        ...

    def judgements(self, workspace_id: WorkspaceId) -> list[Judgement]:
        """Returns the workspace's judgements, in no particular order."""
        ...

    def keep(self, workspace_id: WorkspaceId, calibration: WorkspaceCalibration) -> None:
        """Stores the calibration in place of the one before."""
        ...

    def calibration(self, workspace_id: WorkspaceId) -> WorkspaceCalibration | None:
        """Returns the latest calibration; None if there is none yet."""
        ...
