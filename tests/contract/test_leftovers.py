"""What a deleted workspace leaves is erased a day later, and what cannot be erased is tried again."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, replace

import pytest

from genai_core.adapters.dynamodb.deleted_workspaces import DynamoDeletedWorkspaces
from genai_core.domain.identifiers import DocumentId, UserId, WorkspaceId
from genai_core.usecases.erasure.erase_leftovers import EraseLeftovers
from genai_core.usecases.erasure.sweep import Sweep
from genai_core.usecases.workspaces.delete_workspace import DeleteWorkspace
from tests.contract.aws import Aws
from tests.contract.clocks import SetClock
from tests.contract.test_erasure import ANN, BOB, GONE, KEPT, Estate

A_DAY_S = 86_400.0


@dataclass(frozen=True)
class Stubborn:
    """A place whose records cannot be erased."""

    name: str = "stubborn"

    def related(self, _ids: Set[str], /) -> set[str]:
        return set()

    def find(self, ids: Set[str]) -> list[str]:
        return [f"stubborn/{identifier}" for identifier in sorted(ids) if identifier == GONE]

    def erase(self, ids: Set[str]) -> int:
        return 0


class Round:
    """The estate with its clock; Ann deletes her workspace, and a day passes."""

    def __init__(self, aws: Aws) -> None:
        self.clock, self.estate = SetClock(), Estate(aws)
        self.deleted = DynamoDeletedWorkspaces(self.estate.tables["workspaces"])
        self.erase = EraseLeftovers(
            self.estate.workspaces, self.deleted, self.estate.sweep, self.clock, limit_s=60
        )
        self.delete = DeleteWorkspace(
            workspaces=self.estate.workspaces,
            documents=self.estate.documents,
            blobs=self.estate.blobs,
            withdraw=self._withdraw,
            deleted=self.deleted,
            clock=self.clock,
        )

    def _withdraw(self, _user: UserId, workspace: WorkspaceId, document: DocumentId) -> None:
        self.estate.documents.remove(workspace, document)


@pytest.fixture
def deleted_a_day_ago(aws: Aws) -> Round:
    round_ = Round(aws)
    round_.delete(ANN, GONE)
    round_.clock.pass_by(A_DAY_S + 1)
    return round_


def test_nothing_is_touched_within_a_day_of_the_deletion(aws: Aws) -> None:
    round_ = Round(aws)
    round_.delete(ANN, GONE)
    before = round_.estate.everything()
    assert round_.erase().workspaces == 0
    assert round_.estate.everything() == before


def test_all_that_is_left_goes_and_the_next_round_has_nothing_to_do(deleted_a_day_ago: Round) -> None:
    estate = deleted_a_day_ago.estate
    assert estate.naming(GONE)
    done = deleted_a_day_ago.erase()
    assert (done.workspaces, done.left, done.waiting) == (1, {}, 0)
    assert done.erased > 10
    assert estate.naming(GONE) == []
    assert estate.workspaces.get(KEPT).owner == BOB
    assert deleted_a_day_ago.erase().workspaces == 0


def test_what_cannot_be_erased_is_named_and_tried_again(deleted_a_day_ago: Round) -> None:
    round_ = deleted_a_day_ago
    stubborn = replace(round_.erase, sweep=Sweep((*round_.estate.sweep.stores, Stubborn())))
    assert stubborn().left == {GONE: [f"stubborn/{GONE}"]}
    assert stubborn().workspaces == 0
    round_.clock.pass_by(A_DAY_S + 1)
    assert stubborn().left == {GONE: [f"stubborn/{GONE}"]}


def test_a_workspace_that_is_still_there_is_not_erased(aws: Aws) -> None:
    round_ = Round(aws)
    round_.deleted.note(KEPT, round_.clock.now().isoformat())
    round_.clock.pass_by(A_DAY_S + 1)
    before = set(round_.estate.naming(KEPT))
    assert round_.erase().erased == 0
    assert {line for line in before if "'deleted'" not in line} == set(round_.estate.naming(KEPT))


def test_a_round_that_has_no_time_leaves_the_rest_for_the_next(deleted_a_day_ago: Round) -> None:
    late = replace(deleted_a_day_ago.erase, limit_s=0)
    assert (late().workspaces, late().waiting) == (0, 1)
    assert deleted_a_day_ago.erase().workspaces == 1
