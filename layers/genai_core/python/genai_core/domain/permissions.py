"""The permission table: which roles may do what, and which permissions each endpoint needs.

Use cases ask for a permission by name; no other code compares users. A test calls every endpoint as
every role, and fails if a route, socket action or inbox event has no row.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Literal

from genai_core.domain.callers import Caller, Group, WorkspaceCreators
from genai_core.domain.email_addresses import EmailAddress
from genai_core.domain.identifiers import UserId
from genai_core.domain.ingestion.documents import Document
from genai_core.domain.retrieval.scopes import Scope
from genai_core.domain.workspaces import Workspace
from genai_core.errors import Forbidden


class Role(StrEnum):
    """A user's relation to an object; a user may have several roles.

    ADMIN holds credentials of the deployment itself, such as the right to write into the bucket; nobody
    has it through the APIs. ADMINISTRATOR sees usage, models and queues of the deployment, and no documents.
    """

    ANYONE = "anyone"
    USER = "signed-in user"
    OWNER = "owner of the workspace"
    MEMBER = "member of the workspace"
    INVITED = "user who is invited to the workspace and has not answered yet"
    READER = "owner or member whom the document's readers admit"
    UPLOADER = "owner or member who uploaded the document"
    SELF = "user whose own run, conversation or account it is"
    ASKER = "the same, who may still read the run's workspace"
    ADMIN = "operator of the deployment"
    ADMINISTRATOR = "user in the sign-in group admin"
    CREATOR = "user who may create workspaces: everyone, or managers only, as limits.workspace_creators says"


_CREATORS: Mapping[WorkspaceCreators, frozenset[Group]] = {
    "everyone": frozenset(Group),
    "workspace_managers": frozenset({Group.WORKSPACE_MANAGER, Group.ADMIN}),
}
_INSIDE = frozenset({Role.OWNER, Role.MEMBER})

Permission = Literal[
    "read service",
    "list workspaces",
    "list invitations",
    "create workspace",
    "list conversations",
    "list models",
    "read usage",
    "connect",
    "read workspace",
    "change workspace",
    "delete workspace",
    "read lesson",
    "publish evaluation",
    "invite member",
    "remove member",
    "leave workspace",
    "accept invitation",
    "decline invitation",
    "list documents",
    "ask workspace",
    "search workspace",
    "upload document",
    "read document",
    "read content",
    "find document",
    "replace document",
    "restrict document",
    "retry document",
    "delete document",
    "drop document",
    "read run",
    "replay run",
    "resume run",
    "judge run",
    "cancel run",
    "drop model",
    "read conversation",
    "read shared conversation",
    "rename conversation",
    "share conversation",
    "delete conversation",
    "read administration",
    "redrive messages",
]

GRANTED: Mapping[Permission, frozenset[Role]] = {
    "read service": frozenset({Role.ANYONE}),
    "list workspaces": frozenset({Role.USER}),
    "list invitations": frozenset({Role.USER}),
    "create workspace": frozenset({Role.CREATOR}),
    "list conversations": frozenset({Role.USER}),
    "list models": frozenset({Role.USER}),
    "read usage": frozenset({Role.USER}),
    "connect": frozenset({Role.USER}),
    "read workspace": _INSIDE,
    "change workspace": frozenset({Role.OWNER}),
    "delete workspace": frozenset({Role.OWNER}),
    "read lesson": _INSIDE,
    "publish evaluation": frozenset({Role.OWNER}),
    "invite member": frozenset({Role.OWNER}),
    "remove member": frozenset({Role.OWNER}),
    "leave workspace": frozenset({Role.MEMBER}),
    # A member may accept again: the first answer may have been lost.
    "accept invitation": frozenset({Role.INVITED, Role.MEMBER}),
    "decline invitation": frozenset({Role.INVITED}),
    "list documents": _INSIDE,
    "ask workspace": _INSIDE,
    "search workspace": _INSIDE,
    "upload document": _INSIDE,
    # The owner manages all documents, but finds only those whose readers admit the owner.
    "read document": frozenset({Role.OWNER, Role.READER}),
    "find document": frozenset({Role.READER}),
    "read content": frozenset({Role.READER}),
    "replace document": frozenset({Role.OWNER, Role.READER, Role.UPLOADER}),
    "restrict document": frozenset({Role.OWNER, Role.UPLOADER}),
    "retry document": frozenset({Role.OWNER, Role.READER}),
    "delete document": frozenset({Role.OWNER, Role.READER}),
    "drop document": frozenset({Role.ADMIN}),
    "read run": frozenset({Role.ASKER}),
    "replay run": frozenset({Role.ASKER}),
    "resume run": frozenset({Role.ASKER}),
    "judge run": frozenset({Role.ASKER}),
    "cancel run": frozenset({Role.SELF}),
    "drop model": frozenset({Role.SELF}),
    "read conversation": frozenset({Role.ASKER}),
    "read shared conversation": _INSIDE,
    "rename conversation": frozenset({Role.SELF}),
    "share conversation": frozenset({Role.SELF}),
    "delete conversation": frozenset({Role.SELF}),
    "read administration": frozenset({Role.ADMINISTRATOR}),
    "redrive messages": frozenset({Role.ADMINISTRATOR}),
}
"""The roles that each permission is granted to; any one of them is enough."""

ROUTES_NEED: Mapping[str, tuple[Permission, ...]] = {
    "health": ("read service",),
    "openapi": ("read service",),
    "list_workspaces": ("list workspaces",),
    "create_workspace": ("create workspace",),
    "get_workspace": ("read workspace",),
    "change_workspace": ("change workspace",),
    "delete_workspace": ("delete workspace",),
    "get_lesson": ("read lesson",),
    "add_member": ("invite member",),
    "remove_member": ("remove member",),
    "invite_address": ("invite member",),
    "withdraw_address": ("remove member",),
    "list_invitations": ("list invitations",),
    "accept_invitation": ("accept invitation",),
    "decline_invitation": ("decline invitation", "leave workspace"),
    "list_documents": ("list documents", "read document"),
    "get_document": ("read document",),
    "read_content": ("read content",),
    "list_chunks": ("read content",),
    "get_history": ("read document",),
    "delete_document": ("delete document",),
    "retry_document": ("retry document",),
    "sign_upload": ("upload document", "replace document", "restrict document"),
    "retrieve": ("search workspace", "find document"),
    "rag_query": ("ask workspace", "find document"),
    "rag_query_multimodal": ("ask workspace", "find document"),
    "get_run": ("read run", "find document"),
    "replay_run": ("replay run",),
    "list_sessions": ("list conversations", "read conversation"),
    "get_session": ("read conversation", "read shared conversation", "find document"),
    "rename_session": ("rename conversation", "share conversation"),
    "delete_session": ("delete conversation",),
    "give_feedback": ("judge run",),
    "list_models": ("list models",),
    "report_usage": ("read usage",),
    "issue_ticket": ("connect",),
    "list_chat_models": ("list workspaces",),
    "complete_chat": ("ask workspace", "find document"),
    "list_evaluations": ("read lesson",),
    "publish_evaluation": ("publish evaluation",),
    "list_disputes": ("read lesson", "read conversation"),
    "list_people": ("read workspace",),
    "get_budget": ("read workspace",),
    "sum_usage": ("read administration",),
    "list_breakers": ("read administration",),
    "show_queue": ("read administration",),
    "redrive_messages": ("redrive messages",),
}
"""The permissions that each REST route needs, by its name; the first even if no document is named."""

ACTIONS_NEED: Mapping[str, tuple[Permission, ...]] = {
    "ask": ("ask workspace", "find document"),
    "cancel": ("cancel run",),
    "drop_model": ("drop model",),
    "resume": ("resume run", "find document"),
}
"""The permissions that each action of the WebSocket needs."""

INBOX_NEEDS: Mapping[str, tuple[Permission, ...]] = {
    "signed upload": ("upload document", "replace document", "restrict document"),
    "drop": ("drop document",),
}
"""The permissions that a file in the inbox needs: with a label that names its uploader, or without."""


def workspace_roles(
    user: UserId, workspace: Workspace, *, email: EmailAddress | None = None
) -> frozenset[Role]:
    """Returns the roles of the user in the workspace.

    Args:
        email: The user's verified address; only invitations depend on it.
    """
    roles = {Role.USER}
    if user == workspace.owner:
        roles.add(Role.OWNER)
    if user in workspace.members:
        roles.add(Role.MEMBER)
    if user in workspace.invited or email in workspace.invited_emails:
        roles.add(Role.INVITED)
    return frozenset(roles)


def document_roles(user: UserId, workspace: Workspace, document: Document) -> frozenset[Role]:
    """Returns the roles of the user for a document of the workspace."""
    roles = set(workspace_roles(user, workspace))
    if roles & _INSIDE:
        if Scope(workspace.workspace_id, user).admits(document.metadata):
            roles.add(Role.READER)
        if user == document.owner:
            roles.add(Role.UPLOADER)
    return frozenset(roles)


def own_roles(user: UserId, whose: UserId, workspace: Workspace | None) -> frozenset[Role]:
    """Returns the roles of the user for a run or conversation of user `whose`.

    Args:
        workspace: Where it was asked; None if the workspace is deleted.
    """
    if user != whose:
        return frozenset({Role.USER})
    inside = workspace is not None and bool(workspace_roles(user, workspace) & _INSIDE)
    return frozenset({Role.USER, Role.SELF, *((Role.ASKER,) if inside else ())})


def permits(permission: Permission, roles: frozenset[Role]) -> bool:
    """Returns whether one of the roles has the permission."""
    return bool(GRANTED[permission] & roles)


def require(
    permission: Permission, user: UserId, workspace: Workspace, *, email: EmailAddress | None = None
) -> None:
    """Raises Forbidden unless the user, with that verified address, has the permission in the workspace."""
    if permits(permission, workspace_roles(user, workspace, email=email)):
        return
    may = " or ".join(sorted(GRANTED[permission]))
    raise Forbidden(
        f"user {user!r} may not {permission} {workspace.workspace_id!r}",
        remedy=f"Only the {may} may; ask its owner.",
    )


def deployment_roles(caller: Caller, creators: WorkspaceCreators) -> frozenset[Role]:
    """Returns the roles of the caller in the deployment as a whole."""
    roles = {Role.USER}
    if Group.ADMIN in caller.groups:
        roles.add(Role.ADMINISTRATOR)
    if caller.groups & _CREATORS[creators]:
        roles.add(Role.CREATOR)
    return frozenset(roles)


def require_in_deployment(
    permission: Permission, caller: Caller, creators: WorkspaceCreators = "workspace_managers"
) -> None:
    """Raises Forbidden unless the caller has the permission for the deployment as a whole.

    Args:
        creators: Who may create workspaces; no other permission depends on it.
    """
    if permits(permission, deployment_roles(caller, creators)):
        return
    groups = sorted(_CREATORS[creators]) if Role.CREATOR in GRANTED[permission] else [Group.ADMIN]
    named = " or ".join(repr(str(group)) for group in groups)
    raise Forbidden(
        f"user {caller.user_id!r} may not {permission}",
        remedy=f"Only users in the sign-in group {named} may; ask who runs this deployment.",
    )
