"""Workspaces in DynamoDB: one item for the workspace, and one per user who may read it.

The members' items put a user's workspaces under one key of the index, so listing them reads nothing else.
The index follows within moments: a workspace created just now may be missing from a list.
"""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

from pydantic import TypeAdapter

from genai_core.adapters.dynamodb.table import ConditionFailed, DynamoTable, delete_action, put_action
from genai_core.domain.identifiers import UserId, WorkspaceId
from genai_core.domain.workspaces import Workspace
from genai_core.errors import Conflict, NotFound

_RECORD = "workspace"
_MEMBER = "member#"
_workspaces = TypeAdapter(Workspace)


class DynamoWorkspaceStore:
    """Keeps workspaces in the table `workspaces`."""

    def __init__(self, table: DynamoTable) -> None:
        self._table = table

    def get(self, workspace_id: WorkspaceId) -> Workspace:
        item = self._table.get({"workspace_id": workspace_id, "object_type": _RECORD})
        if item is None:
            raise NotFound(f"there is no workspace {workspace_id!r}", remedy="List your workspaces.")
        return _workspace(item)

    def create(self, workspace: Workspace) -> None:
        try:
            self._table.transact(
                put_action(_record(workspace), condition="attribute_not_exists(workspace_id)"),
                *(put_action(_membership(workspace, user)) for user in _readers(workspace)),
            )
        except ConditionFailed:
            raise Conflict(f"workspace {workspace.workspace_id!r} exists already") from None

    def update(self, workspace: Workspace) -> Workspace:
        stored = self.get(workspace.workspace_id)
        written = replace(workspace, revision=workspace.revision + 1)
        joining = _readers(written) - _readers(stored)
        leaving = _readers(stored) - _readers(written)
        try:
            # The condition on the revision also proves that `stored` had the members read above.
            self._table.transact(
                put_action(
                    _record(written), condition="revision = :read", values={"read": workspace.revision}
                ),
                *(put_action(_membership(written, user)) for user in sorted(joining)),
                *(delete_action(_member_key(written.workspace_id, user)) for user in sorted(leaving)),
            )
        except ConditionFailed:
            raise Conflict(
                f"workspace {workspace.workspace_id!r} is no longer at revision {workspace.revision}",
                remedy="Read it again and repeat the change.",
            ) from None
        return written

    def delete(self, workspace_id: WorkspaceId) -> None:
        items = self._table.query("workspace_id = :id", {"id": workspace_id}, consistent=True)
        self._table.delete_many(
            [{"workspace_id": workspace_id, "object_type": item["object_type"]} for item in items]
        )

    def visible_to(self, user_id: UserId) -> list[Workspace]:
        mine = self._table.query(
            "object_type = :type", {"type": _MEMBER + user_id}, index="by_type", forward=False
        )
        keys = [{"workspace_id": item["workspace_id"], "object_type": _RECORD} for item in mine]
        found = [_workspace(item) for item in self._table.get_many(keys)]
        # The index may lag behind a removal, the record does not.
        readable = [workspace for workspace in found if user_id in _readers(workspace)]
        return sorted(readable, key=lambda workspace: workspace.created_at, reverse=True)


def _readers(workspace: Workspace) -> set[UserId]:
    return {workspace.owner, *workspace.members}


def _member_key(workspace_id: WorkspaceId, user_id: UserId) -> dict[str, str]:
    return {"workspace_id": workspace_id, "object_type": _MEMBER + user_id}


def _membership(workspace: Workspace, user_id: UserId) -> dict[str, Any]:
    return {**_member_key(workspace.workspace_id, user_id), "created_at": workspace.created_at}


def _record(workspace: Workspace) -> dict[str, Any]:
    return {"object_type": _RECORD, **asdict(workspace)}


def _workspace(item: dict[str, Any]) -> Workspace:
    return _workspaces.validate_python(item)
