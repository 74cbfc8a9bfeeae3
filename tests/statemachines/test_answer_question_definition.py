"""What must hold of the file `answer_question.asl.json` before it runs anywhere."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from genai_core.errors import REPEATABLE
from lambdas.catalogue import function

MACHINE = json.loads((Path(__file__).parents[2] / "statemachines" / "answer_question.asl.json").read_text())
EXPRESS_LIMIT_S = 300


def states(machine: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yields all states, those inside branches and maps too."""
    for name, state in machine["States"].items():
        yield name, state
        for inner in [
            *state.get("Branches", []),
            *([state["ItemProcessor"]] if "ItemProcessor" in state else []),
        ]:
            yield from states(inner)


TASKS = {name: state for name, state in states(MACHINE) if state["Type"] == "Task"}


def called(task: dict[str, Any]) -> str:
    return task["Arguments"]["FunctionName"].removeprefix("${").removesuffix("}")


@pytest.mark.parametrize("name", sorted(TASKS))
def test_every_task_has_a_limit_a_retry_with_jitter_and_a_catch_all(name: str) -> None:
    task = TASKS[name]
    assert task["TimeoutSeconds"] > function(called(task)).timeout_s
    assert all(retry["JitterStrategy"] == "FULL" for retry in task["Retry"])
    assert task["Catch"][-1]["ErrorEquals"] == ["States.ALL"]


@pytest.mark.parametrize("name", sorted(set(TASKS) - {"AskModel", "Expand"}))
def test_every_repeatable_error_is_retried_by_its_exact_name(name: str) -> None:
    retried = {error for retry in TASKS[name]["Retry"] for error in retry["ErrorEquals"]}
    assert {kind.__name__ for kind in REPEATABLE} <= retried


def test_the_machine_outlives_its_longest_path() -> None:
    # Parallel branches count by their longest; AskModel and Expand repeat only what fails at once.
    once = ("AskModel", "Expand")
    path = ("Prepare", "Expand", "SearchDense", "Fuse", "AskModel", "ReachConsensus", "Record", "RecordError")
    longest = sum(
        task["TimeoutSeconds"] * (1 if name in once else 2) for name, task in TASKS.items() if name in path
    )
    assert longest < MACHINE["TimeoutSeconds"] <= EXPRESS_LIMIT_S


def test_every_path_leads_somewhere() -> None:
    for _, state in states(MACHINE):
        assert state["Type"] in ("Choice", "Fail") or state.get("End") or state.get("Next")
