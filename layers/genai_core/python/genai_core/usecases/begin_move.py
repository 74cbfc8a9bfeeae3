"""Begins to move a workspace to another search engine."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace

from genai_core.domain.workspaces import Engine, Move, Workspace
from genai_core.errors import InvalidInput
from genai_core.ports.workflow_starter import WorkflowStarter
from genai_core.ports.workspace_store import WorkspaceStore


@dataclass(frozen=True, slots=True)
class BeginMove:
    """Marks the move, from which moment on both engines are written to, and starts the copying.

    Attributes:
        engines: Those of this deployment.
    """

    workspaces: WorkspaceStore
    workflows: WorkflowStarter
    engines: Sequence[Engine]

    def __call__(self, workspace: Workspace, engine: Engine) -> Workspace:
        """Returns the workspace as it is marked now.

        Asked again for the same engine, a move begins anew; asked for the engine the workspace is on, it
        is given up.

        Raises:
            InvalidInput: This deployment has no such engine.
            Conflict: Somebody changed the workspace meanwhile.
            Unavailable: The copying cannot be started now; ask again.
        """
        if engine not in self.engines:
            raise InvalidInput(
                f"this deployment has no engine {engine!r}",
                remedy=f"It has {', '.join(self.engines)}; config.json can add the other.",
            )
        if engine == workspace.engine:
            return self.workspaces.update(replace(workspace, moving=None)) if workspace.moving else workspace
        marked = self.workspaces.update(replace(workspace, moving=Move(engine, secrets.token_hex(8))))
        assert marked.moving  # noqa: S101 - narrows the type
        payload = {"workspace_id": marked.workspace_id, "move_id": marked.moving.move_id}
        self.workflows.start("move_workspace", f"{marked.workspace_id}-{marked.moving.move_id}", payload)
        return marked
