"""Publish and list the summaries of evaluation runs."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from genai_core.domain.identifiers import UserId, WorkspaceId
from genai_core.domain.permissions import require
from genai_core.domain.protocol.codec import viewed_as
from genai_core.domain.protocol.evaluations import Curve, EvaluationRun, NewEvaluation
from genai_core.ports.clock import Clock
from genai_core.ports.evaluation_store import EvaluationStore
from genai_core.ports.workspace_store import WorkspaceStore


@dataclass(frozen=True, slots=True)
class PublishEvaluation:
    """Keeps what the owner measured, and shows it to the members."""

    workspaces: WorkspaceStore
    evaluations: EvaluationStore
    clock: Clock

    def __call__(self, user_id: UserId, workspace_id: WorkspaceId, new: NewEvaluation) -> EvaluationRun:
        """Returns the run as it is stored. Raises NotFound, or Forbidden if the user is not the owner."""
        require("publish evaluation", user_id, self.workspaces.get(workspace_id))
        run = EvaluationRun(
            evaluation_id=f"e-{secrets.token_hex(8)}",
            kind=new.kind,
            name=new.name,
            command=new.command,
            published_at=self.clock.now().isoformat(),
            published_by=user_id,
            figures=new.figures,
            curves=tuple(viewed_as(Curve, curve) for curve in new.curves),
        )
        self.evaluations.add(workspace_id, run)
        return run

    def runs(self, user_id: UserId, workspace_id: WorkspaceId) -> list[EvaluationRun]:
        """Returns the newest runs, newest first. Raises NotFound, or Forbidden if the user is not in it."""
        require("read lesson", user_id, self.workspaces.get(workspace_id))
        return self.evaluations.runs(workspace_id)
