"""Workspaces in DynamoDB: one item for the workspace, and one for each member and each invitation.

The items of members put a user's workspaces under one key of the index, so that listing them reads nothing
else. The index is eventually consistent: a list may miss a workspace that was created just now.
"""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter

from genai_core.adapters.dynamodb.table import ConditionFailed, DynamoTable, delete_action, put_action
from genai_core.domain.email_addresses import EmailAddress
from genai_core.domain.identifiers import UserId, WorkspaceId
from genai_core.domain.workspaces import Workspace
from genai_core.errors import Conflict, NotFound

_RECORD = "workspace"
DELETED = "deleted"
"""Type of the record that a workspace is deleted, which stays after the workspace's own items are gone."""
_MEMBER, _INVITED, _INVITED_EMAIL = "member#", "invited#", "invited-email#"
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
                *(put_action(item) for item in _memberships(workspace)),
            )
        except ConditionFailed:
            raise Conflict(f"workspace {workspace.workspace_id!r} exists already") from None

    def update(self, workspace: Workspace) -> Workspace:
        stored = self.get(workspace.workspace_id)
        written = replace(workspace, revision=workspace.revision + 1)
        before = _memberships(stored)
        joining = [item for item in _memberships(written) if item not in before]
        leaving = _people(stored) - _people(written)
        try:
            # The condition on the revision also proves that `stored` had the members read above.
            self._table.transact(
                put_action(
                    _record(written), condition="revision = :read", values={"read": workspace.revision}
                ),
                *(put_action(item) for item in joining),
                *(delete_action(_key(written.workspace_id, kind)) for kind in sorted(leaving)),
            )
        except ConditionFailed:
            raise Conflict(
                f"workspace {workspace.workspace_id!r} is no longer at revision {workspace.revision}",
                remedy="Read it again and repeat the change.",
            ) from None
        return written

    def delete(self, workspace_id: WorkspaceId) -> None:
        items = self._table.query("workspace_id = :id", {"id": workspace_id}, consistent=True)
        kinds = (item["object_type"] for item in items)
        self._table.delete_many([_key(workspace_id, kind) for kind in kinds if kind != DELETED])

    def visible_to(self, user_id: UserId) -> list[Workspace]:
        return self._with(_MEMBER + user_id)

    def inviting(self, user_id: UserId, email: EmailAddress | None = None) -> list[Workspace]:
        return self._with(_INVITED + user_id, *((_INVITED_EMAIL + email,) if email else ()))

    def _with(self, *kinds: str) -> list[Workspace]:
        """Returns the workspaces with an item of one of these types, newest first."""
        ids = {
            item["workspace_id"]
            for kind in kinds
            for item in self._table.query("object_type = :type", {"type": kind}, index="by_type")
        }
        records = self._table.get_many([_key(workspace_id, _RECORD) for workspace_id in sorted(ids)])
        # The index may lag behind a removal; the record does not.
        current = [each for each in map(_workspace, records) if not _people(each).isdisjoint(kinds)]
        return sorted(current, key=lambda workspace: workspace.created_at, reverse=True)


def _people(workspace: Workspace) -> set[str]:
    """Returns the types of the items for members and invitations."""
    readers = (workspace.owner, *workspace.members)
    return {
        *(_MEMBER + user for user in readers),
        *(_INVITED + user for user in workspace.invited),
        *(_INVITED_EMAIL + address for address in workspace.invited_emails),
    }


def _key(workspace_id: str, object_type: str) -> dict[str, str]:
    return {"workspace_id": workspace_id, "object_type": object_type}


def _memberships(workspace: Workspace) -> list[dict[str, Any]]:
    """Returns the items of members and invitations; DynamoDB deletes those of invitations that have ended."""
    return [
        {**_key(workspace.workspace_id, kind), "created_at": workspace.created_at, **_expiry(workspace, kind)}
        for kind in sorted(_people(workspace))
    ]


def _expiry(workspace: Workspace, kind: str) -> dict[str, int]:
    prefix, _, name = kind.partition("#")
    end = "" if f"{prefix}#" == _MEMBER else workspace.invited_until.get(name, "")
    return {"expires_at": int(datetime.fromisoformat(end).timestamp())} if end else {}


def _record(workspace: Workspace) -> dict[str, Any]:
    return {"object_type": _RECORD, **asdict(workspace)}


def _workspace(item: dict[str, Any]) -> Workspace:
    return _workspaces.validate_python(item)
