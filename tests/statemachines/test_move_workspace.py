"""Every path of `move_workspace`, through real executions."""

from __future__ import annotations

import pytest

from tests.contract.aws import Aws
from tests.statemachines.scripted import ScriptedMachine

MOVE = {"workspace_id": "w1", "move_id": "m1"}


def part(state: str, copied: int = 0) -> dict[str, object]:
    return {"result": {"state": state, "copied": copied, "total": 2}}


@pytest.fixture(scope="module")
def machine(aws: Aws, tmp_path_factory: pytest.TempPathFactory) -> ScriptedMachine:
    return ScriptedMachine(aws, "move_workspace", tmp_path_factory.mktemp("move"), express=False).deploy()


def test_it_copies_part_by_part_until_nothing_is_left(machine: ScriptedMachine) -> None:
    ended = machine.run(MOVE, {"move_workspace": [part("copying", 1), part("done", 2)]})
    assert ended.status == "SUCCEEDED"
    assert ended.events_of("move_workspace") == [MOVE, MOVE]
    before, after = (call["at"] for call in ended.calls)
    assert after - before >= 1.5


def test_an_engine_that_is_down_is_asked_again(machine: ScriptedMachine) -> None:
    ended = machine.run(MOVE, {"move_workspace": [{"error": "Overloaded"}, part("done")]})
    assert ended.status == "SUCCEEDED"
    assert len(ended.calls) == 2


def test_an_error_that_only_the_user_can_fix_ends_the_move_with_its_reason(machine: ScriptedMachine) -> None:
    error = {"error": "Conflict", "message": "nothing is archived of 'a.pdf'"}
    ended = machine.run(MOVE, {"move_workspace": [error]})
    assert (ended.status, ended.error) == ("FAILED", "Conflict")
    assert "a.pdf" in ended.cause
    assert len(ended.calls) == 1
