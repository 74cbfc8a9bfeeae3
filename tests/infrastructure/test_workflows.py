"""State machines as deployed: targets, limits, retries, logs."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from genai_core.errors import REPEATABLE
from lambdas.catalogue import FUNCTIONS, function
from stacks.constructs.workflow import PLACEHOLDER
from tests.infrastructure.assembly import REPOSITORY, Assembly

FILES = sorted((REPOSITORY / "statemachines").glob("*.asl.json"))
# A failed model is a reported value, never a retried step: its function returns, and only what keeps it
# from running at all is repeated. An expansion that fails is left out.
REPORTS_INSTEAD = {"ask_model", "expand_question"}


def definition(path: Any) -> dict[str, Any]:
    return json.loads(path.read_text(encoding="utf-8"))


def tasks(states: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, state in states.items():
        if state["Type"] == "Task":
            yield name, state
        for branch in [*state.get("Branches", []), *filter(None, [state.get("ItemProcessor")])]:
            yield from tasks(branch["States"])


def called(state: dict[str, Any]) -> str:
    """Returns the function a task calls; empty where it calls another service."""
    name = state.get("Arguments", {}).get("FunctionName", "")
    found = PLACEHOLDER.findall(name)
    return found[0] if found else ""


def longest(machine: dict[str, Any]) -> int:
    """Returns the seconds of the slowest path, each step at its limit and none repeated."""

    def from_state(name: str, seen: tuple[str, ...]) -> int:
        if name in seen:
            return 0
        state = machine["States"][name]
        inside = [longest(branch) for branch in state.get("Branches", [])]
        inside += [longest(state["ItemProcessor"])] if "ItemProcessor" in state else []
        after = [state.get("Next"), state.get("Default")]
        after += [each["Next"] for each in (*state.get("Choices", []), *state.get("Catch", []))]
        rest = [from_state(following, (*seen, name)) for following in after if following]
        return state.get("TimeoutSeconds", 0) + max(inside, default=0) + max(rest, default=0)

    return from_state(machine["StartAt"], ())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_function_ends_before_its_step_and_the_longest_path_before_the_machine(path: Any) -> None:
    machine = definition(path)
    for name, state in tasks(machine["States"]):
        if called(state):
            assert function(called(state)).timeout_s < state["TimeoutSeconds"], name
        assert state["TimeoutSeconds"] < machine["TimeoutSeconds"], name
    assert longest(machine) < machine["TimeoutSeconds"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_repeatable_error_is_retried_with_jitter_wherever_a_function_is_called(path: Any) -> None:
    names = {error.__name__ for error in REPEATABLE}
    for step, state in tasks(definition(path)["States"]):
        target = called(state)
        if not target:
            continue
        retried = {error for rule in state["Retry"] for error in rule["ErrorEquals"]}
        assert target in REPORTS_INSTEAD or names <= retried, step
        assert all(rule["JitterStrategy"] == "FULL" for rule in state["Retry"]), step


def test_every_placeholder_is_substituted(assembly: Assembly) -> None:
    for machine in assembly.resources("AWS::StepFunctions::StateMachine"):
        placeholders = set(PLACEHOLDER.findall(machine.properties["DefinitionString"]))
        assert placeholders == set(machine.properties["DefinitionSubstitutions"]), machine.logical_id


def test_the_answering_machine_is_deployed_express_and_the_same_file_standard(assembly: Assembly) -> None:
    kinds = {
        machine.properties["StateMachineName"]: (
            machine.properties["StateMachineType"],
            machine.properties["DefinitionString"],
        )
        for machine in assembly.resources("AWS::StepFunctions::StateMachine")
    }
    prefix = f"quorum-{assembly.environment}"
    express, replay = kinds[f"{prefix}-answer_question"], kinds[f"{prefix}-answer_question_replay"]
    assert (express[0], replay[0]) == ("EXPRESS", "STANDARD")
    assert express[1] == replay[1]
    assert kinds[f"{prefix}-ingest_document"][0] == "STANDARD"


def test_every_machine_and_function_logs_and_is_traced_on_aws(cloud: Assembly) -> None:
    for machine in cloud.resources("AWS::StepFunctions::StateMachine"):
        logging = machine.properties["LoggingConfiguration"]
        assert (logging["Level"], logging["IncludeExecutionData"]) == ("ALL", False)
        assert machine.properties["TracingConfiguration"]["Enabled"]
    for spec in FUNCTIONS:
        assert cloud.function(spec.name).properties["TracingConfig"] == {"Mode": "Active"}
    for log in cloud.resources("AWS::Logs::LogGroup"):
        assert log.properties["RetentionInDays"] >= 30, log.logical_id


def test_the_gateway_waits_longer_than_the_functions_behind_it() -> None:
    assert max(function(name).timeout_s for name in ("serve_api", "retrieve_passages")) <= 29
