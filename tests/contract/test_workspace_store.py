"""What every workspace store does."""

from dataclasses import replace
from datetime import datetime

import pytest

from genai_core.adapters.dynamodb.table import DynamoTable
from genai_core.adapters.dynamodb.workspace_store import DynamoWorkspaceStore
from genai_core.adapters.memory.workspace_store import MemoryWorkspaceStore
from genai_core.domain.email_addresses import EmailAddress
from genai_core.domain.identifiers import ModelId, UserId, WorkspaceId
from genai_core.domain.workspaces import Workspace
from genai_core.errors import Conflict, NotFound
from genai_core.ports.workspace_store import WorkspaceStore
from tests.contract.aws import Aws


@pytest.fixture(params=["memory", "dynamodb"])
def store(request: pytest.FixtureRequest) -> WorkspaceStore:
    if request.param == "memory":
        return MemoryWorkspaceStore()

    aws = request.getfixturevalue("aws")
    return DynamoWorkspaceStore(DynamoTable(aws.client("dynamodb"), aws.create_table("workspaces")))


def workspace(name: str = "w1", *, owner: str = "ann", at: str = "2026-01-01T00:00:00Z") -> Workspace:
    return Workspace(
        workspace_id=WorkspaceId(name),
        name=f"Workspace {name}",
        owner=UserId(owner),
        created_at=at,
        members=(UserId("bob"),),
        models=(ModelId("extractive"),),
    )


def test_a_workspace_reads_back_as_it_was_created(store: WorkspaceStore) -> None:
    store.create(workspace())
    assert store.get(WorkspaceId("w1")) == workspace()


def test_an_unknown_workspace_is_not_found(store: WorkspaceStore) -> None:
    with pytest.raises(NotFound, match="'nowhere'"):
        store.get(WorkspaceId("nowhere"))


def test_creating_an_id_twice_is_a_conflict_and_changes_nothing(store: WorkspaceStore) -> None:
    store.create(workspace())
    with pytest.raises(Conflict):
        store.create(replace(workspace(), name="other"))
    assert store.get(WorkspaceId("w1")).name == "Workspace w1"


def test_an_update_returns_the_next_revision(store: WorkspaceStore) -> None:
    store.create(workspace())
    written = store.update(replace(workspace(), name="renamed"))
    assert (written.name, written.revision) == ("renamed", 2)
    assert store.get(WorkspaceId("w1")) == written


def test_an_update_of_an_old_revision_is_a_conflict(store: WorkspaceStore) -> None:
    store.create(workspace())
    store.update(replace(workspace(), name="first"))
    with pytest.raises(Conflict, match="revision"):
        store.update(replace(workspace(), name="second"))
    assert store.get(WorkspaceId("w1")).name == "first"


def test_updating_a_workspace_that_is_gone_is_not_found(store: WorkspaceStore) -> None:
    with pytest.raises(NotFound):
        store.update(workspace())


def test_a_user_sees_owned_and_shared_workspaces_newest_first(store: WorkspaceStore) -> None:
    store.create(workspace("old", at="2026-01-01T00:00:00Z"))
    store.create(workspace("new", owner="bob", at="2026-02-01T00:00:00Z"))
    store.create(replace(workspace("foreign", owner="eve"), members=()))
    assert [workspace.workspace_id for workspace in store.visible_to(UserId("bob"))] == ["new", "old"]
    assert [workspace.workspace_id for workspace in store.visible_to(UserId("ann"))] == ["old"]


def test_a_removed_member_no_longer_sees_it_and_an_added_one_does(store: WorkspaceStore) -> None:
    store.create(workspace())
    store.update(replace(workspace(), members=(UserId("cid"),)))
    assert store.visible_to(UserId("bob")) == []
    assert [workspace.workspace_id for workspace in store.visible_to(UserId("cid"))] == ["w1"]


def test_an_invited_user_sees_the_invitation_until_it_is_answered(store: WorkspaceStore) -> None:
    cid = UserId("cid")
    store.create(replace(workspace(), invited=(cid,)))
    assert store.visible_to(cid) == []
    assert [workspace.workspace_id for workspace in store.inviting(cid)] == ["w1"]
    joined = store.update(replace(store.get(WorkspaceId("w1")), members=(cid,), invited=()))
    assert store.inviting(cid) == []
    assert store.visible_to(cid) == [joined]
    store.update(replace(joined, members=(), invited=(cid,)))
    assert store.visible_to(cid) == []
    store.delete(WorkspaceId("w1"))
    assert store.inviting(cid) == []


def test_the_item_of_an_invitation_expires_when_it_ends_also_if_it_is_made_again(aws: Aws) -> None:
    table = DynamoTable(aws.client("dynamodb"), aws.create_table("workspaces"))
    store, cid = DynamoWorkspaceStore(table), UserId("cid")
    ends = ("2026-01-15T00:00:00+00:00", "2026-03-01T00:00:00+00:00")
    store.create(replace(workspace(), invited=(cid,), invited_until={cid: ends[0]}))
    store.update(replace(store.get(WorkspaceId("w1")), invited_until={cid: ends[1]}))
    expiries = {item["object_type"]: item.get("expires_at") for item in table.scan()}
    assert expiries == {
        "workspace": None,
        "member#ann": None,
        "member#bob": None,
        "invited#cid": int(datetime.fromisoformat(ends[1]).timestamp()),
    }


def test_an_address_finds_its_invitations_until_they_are_answered(store: WorkspaceStore) -> None:
    address, cid = EmailAddress("cid@quorum.example"), UserId("cid")
    store.create(replace(workspace(), invited_emails=(address,)))
    store.create(replace(workspace("w2", at="2026-02-01T00:00:00Z"), invited=(cid,)))
    assert store.get(WorkspaceId("w1")).invited_emails == (address,)
    assert [workspace.workspace_id for workspace in store.inviting(cid, address)] == ["w2", "w1"]
    assert [workspace.workspace_id for workspace in store.inviting(cid)] == ["w2"]
    assert store.visible_to(cid) == []
    store.update(replace(store.get(WorkspaceId("w1")), members=(cid,), invited_emails=()))
    assert [workspace.workspace_id for workspace in store.inviting(cid, address)] == ["w2"]


def test_a_deleted_workspace_is_gone_for_everyone_and_deleting_repeats(store: WorkspaceStore) -> None:
    store.create(workspace())
    store.delete(WorkspaceId("w1"))
    store.delete(WorkspaceId("w1"))
    assert store.visible_to(UserId("ann")) == []
    with pytest.raises(NotFound):
        store.get(WorkspaceId("w1"))
