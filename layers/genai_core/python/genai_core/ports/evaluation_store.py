"""Port: the evaluation runs that were published to workspaces."""

from __future__ import annotations

from typing import Protocol

from genai_core.domain.identifiers import WorkspaceId
from genai_core.domain.protocol.evaluations import EvaluationRun


class EvaluationStore(Protocol):
    """Stores summaries of evaluation runs; deleting a workspace deletes its own."""

    def add(self, workspace_id: WorkspaceId, run: EvaluationRun) -> None:
        """Stores a run; may be repeated. Of a workspace's runs only the newest 20 are kept."""
        ...

    def runs(self, workspace_id: WorkspaceId) -> list[EvaluationRun]:
        """Returns the workspace's runs, newest first."""
        ...
