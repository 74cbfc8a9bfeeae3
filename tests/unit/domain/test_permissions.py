"""Who may do what: tenants, invitations, readers of documents, and what is one's own."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genai_core.domain.callers import Caller, Group, known_groups
from genai_core.domain.email_addresses import EmailAddress
from genai_core.domain.identifiers import ContentHash, DocumentId, UserId, WorkspaceId
from genai_core.domain.ingestion.documents import Document
from genai_core.domain.permissions import (
    ACTIONS_NEED,
    GRANTED,
    INBOX_NEEDS,
    ROUTES_NEED,
    Permission,
    Role,
    deployment_roles,
    document_roles,
    own_roles,
    permits,
    require,
    require_in_deployment,
    workspace_roles,
)
from genai_core.domain.protocol.status import DocumentStatus
from genai_core.domain.workspaces import Workspace
from genai_core.errors import Forbidden

OWNER, MEMBER, GUEST, STRANGER = map(UserId, ("owner", "member", "guest", "stranger"))
MAIL = EmailAddress("guest@example.org")
WORKSPACE = Workspace(
    WorkspaceId("w"), "Papers", OWNER, "2026-01-01T00:00:00Z", members=(MEMBER,), invited=(GUEST,)
)
DOCUMENT = Document(
    WorkspaceId("w"),
    DocumentId("d"),
    "a.pdf",
    DocumentStatus.READY,
    ContentHash("h"),
    1,
    "",
    "",
    owner=MEMBER,
)
EVERY_PERMISSION = sorted(get_args(Permission))
IN_A_WORKSPACE = (
    "read workspace",
    "list documents",
    "ask workspace",
    "search workspace",
    "upload document",
    "read lesson",
    "read shared conversation",
)
OF_THE_OWNER = (
    "change workspace",
    "delete workspace",
    "invite member",
    "remove member",
    "publish evaluation",
)


def test_every_permission_is_granted_to_someone_and_no_other_word_is() -> None:
    assert sorted(GRANTED) == EVERY_PERMISSION
    assert all(GRANTED.values())


@pytest.mark.parametrize("table", [ROUTES_NEED, ACTIONS_NEED, INBOX_NEEDS])
def test_every_route_action_and_event_needs_known_permissions(table: dict[str, tuple[str, ...]]) -> None:
    assert {permission for needed in table.values() for permission in needed} <= set(EVERY_PERMISSION)
    assert all(table.values())


@pytest.mark.parametrize("permission", [*IN_A_WORKSPACE, *OF_THE_OWNER])
def test_a_stranger_may_do_nothing_in_a_workspace(permission: Permission) -> None:
    with pytest.raises(Forbidden, match=r"'stranger'.*'w'"):
        require(permission, STRANGER, WORKSPACE)


@pytest.mark.parametrize("permission", [*IN_A_WORKSPACE, *OF_THE_OWNER])
def test_an_invitation_that_is_not_accepted_opens_nothing(permission: Permission) -> None:
    by_mail = replace(WORKSPACE, invited=(), invited_emails=(MAIL,))
    for workspace, email in ((WORKSPACE, None), (by_mail, MAIL)):
        with pytest.raises(Forbidden):
            require(permission, GUEST, workspace, email=email)


@pytest.mark.parametrize("permission", IN_A_WORKSPACE)
@pytest.mark.parametrize("user", [OWNER, MEMBER])
def test_owner_and_members_ask_search_and_upload(permission: Permission, user: UserId) -> None:
    require(permission, user, WORKSPACE)


@pytest.mark.parametrize("permission", OF_THE_OWNER)
def test_only_the_owner_changes_the_workspace_and_a_member_is_told_so(permission: Permission) -> None:
    require(permission, OWNER, WORKSPACE)
    with pytest.raises(Forbidden) as refused:
        require(permission, MEMBER, WORKSPACE)
    assert "owner of the workspace" in refused.value.remedy


def test_the_owner_cannot_leave_and_a_member_can() -> None:
    require("leave workspace", MEMBER, WORKSPACE)
    with pytest.raises(Forbidden):
        require("leave workspace", OWNER, WORKSPACE)


def test_an_invitation_is_answered_by_its_guest_alone_and_accepted_twice_does_no_harm() -> None:
    require("accept invitation", GUEST, WORKSPACE)
    require("decline invitation", GUEST, WORKSPACE)
    require("accept invitation", MEMBER, WORKSPACE)
    for permission in ("accept invitation", "decline invitation"):
        with pytest.raises(Forbidden):
            require(permission, STRANGER, WORKSPACE)


def test_an_invitation_by_address_needs_the_verified_address() -> None:
    workspace = replace(WORKSPACE, invited=(), invited_emails=(MAIL,))
    require("accept invitation", GUEST, workspace, email=MAIL)
    with pytest.raises(Forbidden):
        require("accept invitation", GUEST, workspace)
    with pytest.raises(Forbidden):
        require("accept invitation", GUEST, workspace, email=EmailAddress("other@example.org"))


def test_no_address_is_not_the_address_of_an_invitation() -> None:
    assert Role.INVITED not in workspace_roles(GUEST, replace(WORKSPACE, invited=()), email=None)


@pytest.mark.parametrize(
    ("user", "roles"),
    [
        (OWNER, {Role.USER, Role.OWNER}),
        (MEMBER, {Role.USER, Role.MEMBER, Role.UPLOADER}),
        (STRANGER, {Role.USER}),
        (GUEST, {Role.USER, Role.INVITED}),
    ],
)
def test_a_document_with_readers_admits_those_alone(user: UserId, roles: set[Role]) -> None:
    closed = replace(DOCUMENT, metadata={"readers": ("nobody",)})
    assert document_roles(user, WORKSPACE, closed) == roles
    inside = {Role.READER} if user in (OWNER, MEMBER) else set[Role]()
    assert document_roles(user, WORKSPACE, DOCUMENT) == roles | inside


def test_a_former_member_has_no_role_for_an_own_upload() -> None:
    left = replace(WORKSPACE, members=())
    assert document_roles(MEMBER, left, DOCUMENT) == {Role.USER}


def test_a_reader_outside_the_workspace_does_not_read_the_document() -> None:
    named = replace(DOCUMENT, metadata={"readers": (STRANGER,)})
    assert not permits("read content", document_roles(STRANGER, WORKSPACE, named))
    assert not permits("find document", document_roles(STRANGER, WORKSPACE, named))


def test_the_owner_manages_a_document_that_is_closed_to_them_but_neither_reads_nor_finds_it() -> None:
    roles = document_roles(OWNER, WORKSPACE, replace(DOCUMENT, metadata={"readers": (MEMBER,)}))
    assert all(permits(name, roles) for name in ("read document", "delete document", "restrict document"))
    assert not any(permits(name, roles) for name in ("read content", "find document"))


@pytest.mark.parametrize("permission", ["read run", "replay run", "resume run", "read conversation"])
def test_a_run_is_read_by_its_asker_while_they_may_read_the_workspace(permission: Permission) -> None:
    assert permits(permission, own_roles(MEMBER, MEMBER, WORKSPACE))
    assert not permits(permission, own_roles(OWNER, MEMBER, WORKSPACE))
    assert not permits(permission, own_roles(MEMBER, MEMBER, replace(WORKSPACE, members=())))
    assert not permits(permission, own_roles(MEMBER, MEMBER, None))


@pytest.mark.parametrize("permission", ["cancel run", "delete conversation", "rename conversation"])
def test_what_is_ones_own_can_be_ended_after_the_workspace_is_gone(permission: Permission) -> None:
    assert permits(permission, own_roles(MEMBER, MEMBER, None))
    assert not permits(permission, own_roles(OWNER, MEMBER, None))


@pytest.mark.parametrize("group", list(Group))
def test_workspaces_are_created_by_everyone_or_by_managers(group: Group) -> None:
    caller = Caller(STRANGER, frozenset({group}))
    require_in_deployment("create workspace", caller, "everyone")
    if group is Group.USER:
        with pytest.raises(Forbidden, match="'stranger'") as refused:
            require_in_deployment("create workspace", caller, "workspace_managers")
        assert "'admin' or 'workspace_manager'" in refused.value.remedy
    else:
        require_in_deployment("create workspace", caller, "workspace_managers")


def test_administration_is_for_the_group_admin_whoever_creates_workspaces() -> None:
    manager = Caller(OWNER, frozenset({Group.WORKSPACE_MANAGER}))
    admin = Caller(OWNER, frozenset({Group.ADMIN}))
    for permission in ("read administration", "redrive messages"):
        require_in_deployment(permission, admin)
        with pytest.raises(Forbidden):
            require_in_deployment(permission, manager, "everyone")


def test_an_administrator_has_no_role_in_anyone_s_workspace() -> None:
    assert Role.ADMINISTRATOR in deployment_roles(Caller(STRANGER, frozenset({Group.ADMIN})), "everyone")
    assert workspace_roles(STRANGER, WORKSPACE) == {Role.USER}


@given(st.lists(st.one_of(st.text(max_size=20), st.integers(), st.none(), st.sampled_from(list(Group)))))
def test_groups_of_a_token_that_nobody_knows_give_nothing(names: list[object]) -> None:
    groups = known_groups(names)
    assert Group.USER in groups
    assert groups - {Group.USER} <= {Group(name) for name in names if name in list(Group)}


@given(st.text(max_size=12), st.text(max_size=12))
def test_nobody_else_s_name_opens_a_workspace(user: str, other: str) -> None:
    workspace = Workspace(WorkspaceId("w"), "Papers", UserId(user), "2026-01-01T00:00:00Z")
    assert (Role.OWNER in workspace_roles(UserId(other), workspace)) == (user == other)
