"""Restricts runs to the user who asked, as long as they may read the workspace that answered."""

from __future__ import annotations

from genai_core.domain.chat.run_identity import unknown_run
from genai_core.domain.identifiers import UserId
from genai_core.domain.permissions import Permission, own_roles, permits
from genai_core.domain.questions import Question
from genai_core.domain.workspaces import Workspace
from genai_core.errors import Forbidden
from genai_core.ports.workspace_store import WorkspaceStore


def require_asker(
    permission: Permission, user_id: UserId, question: Question, workspaces: WorkspaceStore
) -> Workspace:
    """Returns the run's workspace if the user has that permission for the run.

    Raises:
        NotFound: The run is another's, or its workspace is gone.
        Forbidden: The user is no longer in its workspace.
    """
    if question.user_id != user_id:
        # Others must not even learn that it exists.
        raise unknown_run(question.run_id)
    workspace = workspaces.get(question.workspace_id)
    if not permits(permission, own_roles(user_id, question.user_id, workspace)):
        raise Forbidden(
            f"user {user_id!r} is no longer in workspace {question.workspace_id!r}",
            remedy="Ask its owner to add you again.",
        )
    return workspace
