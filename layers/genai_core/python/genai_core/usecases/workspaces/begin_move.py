"""Begins to move a workspace to another search engine, another encoder, or both."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from genai_core.domain.workspaces import Move, SearchBackend, Workspace
from genai_core.errors import InvalidInput
from genai_core.ports.workflow_starter import WorkflowStarter
from genai_core.ports.workspace_store import WorkspaceStore


@dataclass(frozen=True, slots=True)
class BeginMove:
    """Marks the move, so that both engines are written to from then on, and starts the copying.

    Attributes:
        backends: All combinations of engine and encoder of this deployment.
    """

    workspaces: WorkspaceStore
    workflows: WorkflowStarter
    backends: Sequence[SearchBackend]

    def __call__(self, workspace: Workspace, backend: SearchBackend) -> Workspace:
        """Returns the workspace with the mark.

        Asking for the same backend again restarts the move; asking for the current backend cancels it.

        Raises:
            InvalidInput: This deployment has no such engine or encoder.
            Conflict: The workspace was changed in the meantime.
            Unavailable: The copying cannot be started now; ask again.
        """
        require_known("engine", backend.engine, {known.engine for known in self.backends})
        require_known("encoder", backend.encoder, {known.encoder for known in self.backends})
        if backend == workspace.backend:
            return self.workspaces.update(replace(workspace, moving=None)) if workspace.moving else workspace
        move = Move(backend.engine, secrets.token_hex(8), encoder=backend.encoder)
        marked = self.workspaces.update(replace(workspace, moving=move))
        assert marked.moving  # noqa: S101 - narrows the type
        payload = {"workspace_id": marked.workspace_id, "move_id": marked.moving.move_id}
        self.workflows.start("move_workspace", f"{marked.workspace_id}-{marked.moving.move_id}", payload)
        return marked


def require_known(kind: str, name: str, known: Collection[str]) -> None:
    """Raises InvalidInput if this deployment has no engine or encoder of that name."""
    if name not in known:
        raise InvalidInput(
            f"this deployment has no {kind} {name!r}",
            remedy=f"It has {', '.join(sorted(known))}; config.json can add others.",
        )
