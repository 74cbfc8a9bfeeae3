"""Evaluation runs in a dictionary."""

from __future__ import annotations

from collections import defaultdict

from genai_core.domain.identifiers import WorkspaceId
from genai_core.domain.protocol.evaluations import MAX_EVALUATIONS, EvaluationRun


class MemoryEvaluationStore:
    """Keeps evaluation runs for the life of the process."""

    def __init__(self) -> None:
        self._runs: defaultdict[WorkspaceId, dict[str, EvaluationRun]] = defaultdict(dict)

    def add(self, workspace_id: WorkspaceId, run: EvaluationRun) -> None:
        self._runs[workspace_id][run.evaluation_id] = run
        newest = self.runs(workspace_id)[:MAX_EVALUATIONS]
        self._runs[workspace_id] = {each.evaluation_id: each for each in newest}

    def runs(self, workspace_id: WorkspaceId) -> list[EvaluationRun]:
        runs = self._runs[workspace_id].values()
        return sorted(runs, key=lambda run: (run.published_at, run.evaluation_id), reverse=True)
