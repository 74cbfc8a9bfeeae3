"""Workspaces in a dictionary."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from threading import Lock

from genai_core.domain.email_addresses import EmailAddress
from genai_core.domain.identifiers import UserId, WorkspaceId
from genai_core.domain.workspaces import Workspace
from genai_core.errors import Conflict, NotFound


class MemoryWorkspaceStore:
    """Keeps workspaces for the life of the process; safe between threads."""

    def __init__(self) -> None:
        self._workspaces: dict[WorkspaceId, Workspace] = {}
        self._lock = Lock()

    def get(self, workspace_id: WorkspaceId) -> Workspace:
        workspace = self._workspaces.get(workspace_id)
        if workspace is None:
            raise NotFound(f"there is no workspace {workspace_id!r}", remedy="List your workspaces.")
        return workspace

    def create(self, workspace: Workspace) -> None:
        with self._lock:
            if workspace.workspace_id in self._workspaces:
                raise Conflict(f"workspace {workspace.workspace_id!r} exists already")
            self._workspaces[workspace.workspace_id] = workspace

    def update(self, workspace: Workspace) -> Workspace:
        with self._lock:
            stored = self.get(workspace.workspace_id)
            if stored.revision != workspace.revision:
                raise Conflict(
                    f"workspace {workspace.workspace_id!r} is at revision {stored.revision}, "
                    f"not {workspace.revision}",
                    remedy="Read it again and repeat the change.",
                )
            written = replace(workspace, revision=workspace.revision + 1)
            self._workspaces[workspace.workspace_id] = written
            return written

    def delete(self, workspace_id: WorkspaceId) -> None:
        with self._lock:
            self._workspaces.pop(workspace_id, None)

    def visible_to(self, user_id: UserId) -> list[Workspace]:
        return self._newest_first(lambda workspace: user_id in (workspace.owner, *workspace.members))

    def inviting(self, user_id: UserId, email: EmailAddress | None = None) -> list[Workspace]:
        return self._newest_first(
            lambda workspace: user_id in workspace.invited or email in workspace.invited_emails
        )

    def _newest_first(self, wanted: Callable[[Workspace], bool]) -> list[Workspace]:
        workspaces = filter(wanted, self._workspaces.values())
        return sorted(workspaces, key=lambda workspace: workspace.created_at, reverse=True)
