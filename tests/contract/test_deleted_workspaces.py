"""What every list of deleted workspaces does."""

import pytest

from genai_core.adapters.dynamodb.deleted_workspaces import DynamoDeletedWorkspaces
from genai_core.adapters.dynamodb.table import DynamoTable
from genai_core.adapters.dynamodb.workspace_store import DynamoWorkspaceStore
from genai_core.adapters.memory.deleted_workspaces import MemoryDeletedWorkspaces
from genai_core.domain.identifiers import UserId, WorkspaceId
from genai_core.domain.workspaces import Workspace
from genai_core.ports.deleted_workspaces import DeletedWorkspaces
from tests.contract.aws import Aws

FIRST, SECOND = WorkspaceId("w-first"), WorkspaceId("w-second")


@pytest.fixture(params=["memory", "dynamodb"])
def deleted(request: pytest.FixtureRequest) -> DeletedWorkspaces:
    if request.param == "memory":
        return MemoryDeletedWorkspaces()
    aws = request.getfixturevalue("aws")
    return DynamoDeletedWorkspaces(DynamoTable(aws.client("dynamodb"), aws.create_table("workspaces")))


def test_those_deleted_before_a_moment_are_listed_the_earliest_first(deleted: DeletedWorkspaces) -> None:
    deleted.note(SECOND, "2026-01-02T00:00:00+00:00")
    deleted.note(FIRST, "2026-01-01T00:00:00+00:00")
    assert deleted.noted_before("2026-01-03T00:00:00+00:00") == [FIRST, SECOND]
    assert deleted.noted_before("2026-01-02T00:00:00+00:00") == [FIRST]
    assert deleted.noted_before("2026-01-01T00:00:00+00:00") == []


def test_a_later_note_replaces_an_earlier_one_and_is_forgotten_for_good(deleted: DeletedWorkspaces) -> None:
    deleted.note(FIRST, "2026-01-01T00:00:00+00:00")
    deleted.note(FIRST, "2026-01-05T00:00:00+00:00")
    assert deleted.noted_before("2026-01-03T00:00:00+00:00") == []
    for _ in range(2):
        deleted.forget(FIRST)
    assert deleted.noted_before("2026-02-01T00:00:00+00:00") == []


def test_the_note_outlives_the_items_of_the_workspace(aws: Aws) -> None:
    table = DynamoTable(aws.client("dynamodb"), aws.create_table("workspaces"))
    workspaces, deleted = DynamoWorkspaceStore(table), DynamoDeletedWorkspaces(table)
    workspaces.create(Workspace(FIRST, "Papers", UserId("ann"), "2026-01-01T00:00:00+00:00"))
    deleted.note(FIRST, "2026-01-02T00:00:00+00:00")
    workspaces.delete(FIRST)
    assert [item["object_type"] for item in table.scan()] == ["deleted"]
    assert deleted.noted_before("2026-02-01T00:00:00+00:00") == [FIRST]
