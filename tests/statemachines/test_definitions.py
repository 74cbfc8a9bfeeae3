"""What must hold of every state machine before it runs anywhere."""

from __future__ import annotations

import json
import re
from copy import deepcopy
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
import yaml

from genai_core import errors
from genai_core.errors import REPEATABLE, QuorumError
from genai_core.settings import MonitoringSettings
from lambdas.catalogue import function
from stacks.constructs.state_machine_file import POLICIES, read_definition
from tests.statemachines.definitions import (
    MACHINES,
    ROOT,
    Machine,
    asl_problems,
    called,
    lasts,
    longest,
    tasks,
    waits,
)

# A failed model is a reported value, and a failed expansion is left out: their functions return, and only
# what keeps them from starting is repeated.
REPORTS_INSTEAD = {"ask_model", "expand_question"}
STOPPED = {"States.Timeout", "Sandbox.Timedout", "Runtime.ExitError"}
THROTTLED = {"Throttled", "Lambda.TooManyRequestsException"}
# 5,000 documents at once in an account that runs ten copies of a function, a document 7 s at a step.
LONGEST_QUEUE_S = 3600
EXPRESS_LIMIT_S = 300
# The validator lets others pass.
FIELDS_OF_A_RETRIER = {
    *("ErrorEquals", "IntervalSeconds", "BackoffRate"),
    *("MaxAttempts", "MaxDelaySeconds", "JitterStrategy"),
}

TASKS = {
    (machine, name): (state, around)
    for machine in MACHINES
    for name, state, around in tasks(MACHINES[machine])
}
CALLS = {key: state for key, (state, _) in TASKS.items() if called(state)}
WORK = {key: state for key, state in CALLS.items() if not key[0].startswith("answer_question")}


def names(state: dict[str, Any]) -> set[str]:
    return {name for retrier in state["Retry"] for name in retrier["ErrorEquals"]}


def deployed(machine: Machine) -> Machine:
    """Returns the machine with ARNs in the places of its functions and topics, as a console shows it."""
    arn = r"arn:aws:lambda:eu-west-1:123456789012:function:\1"
    text = json.dumps(machine).replace('"${batches_at_once}"', "8")
    return json.loads(re.sub(r"\$\{(\w+)\}", arn, text))


def test_every_machine_is_valid_in_the_amazon_states_language() -> None:
    assert sorted(MACHINES) == [
        *("answer_question", "answer_question_replay", "delete_document"),
        *("ingest_document", "move_workspace"),
    ]
    assert asl_problems(deployed(machine) for machine in MACHINES.values()) == [""] * len(MACHINES)


def _state(machine: Machine, name: str) -> dict[str, Any]:
    return machine["States"][name]


WRONG = {
    "a target that does not exist": lambda m: _state(m, "Accept").update(Next="Nowhere"),
    "a state that nothing reaches": lambda m: m["States"].update(Island={"Type": "Succeed"}),
    "a start that does not exist": lambda m: m.update(StartAt="Nowhere"),
    "a state without an end": lambda m: _state(m, "Accept").pop("Next"),
    "a caught error that leads nowhere": lambda m: _state(m, "DeleteDocument")["Catch"][0].update(Next="X"),
    "an unknown field of a state": lambda m: _state(m, "DeleteDocument").update(Retries=3),
    "an unknown field of the machine": lambda m: m.update(Policies={}),
    "a field of the other query language": lambda m: _state(m, "DeleteDocument").update(ResultPath="$.x"),
    "an expression that does not parse": lambda m: _state(m, "IsDeleted")["Choices"][0].update(
        Condition="{% $deleted[ %}"
    ),
    "a negative number of attempts": lambda m: _state(m, "DeleteDocument")["Retry"][0].update(MaxAttempts=-1),
}


def test_the_validator_refuses_every_kind_of_broken_machine() -> None:
    broken = {kind: deepcopy(deployed(MACHINES["delete_document"])) for kind in WRONG}
    for kind, change in WRONG.items():
        change(broken[kind])
    problems = dict(zip(WRONG, asl_problems(broken.values()), strict=True))
    assert [kind for kind, problem in problems.items() if not problem] == []


def test_a_shared_part_that_nothing_defines_is_refused(tmp_path: Path) -> None:
    (tmp_path / POLICIES).write_text((ROOT / "statemachines" / POLICIES).read_text())
    (tmp_path / "odd.yaml").write_text("States:\n  Work:\n    Retry: *no_such_retry\n")
    with pytest.raises(yaml.YAMLError, match="no_such_retry"):
        read_definition(tmp_path / "odd.yaml")


@pytest.mark.parametrize(("key"), sorted(TASKS), ids=".".join)
def test_every_task_has_a_limit_retries_with_jitter_and_a_catch_all(key: tuple[str, str]) -> None:
    state, around = TASKS[key]
    assert state["TimeoutSeconds"] > (function(called(state)).timeout_s if called(state) else 0)
    assert state["Retry"]
    for retrier in state["Retry"]:
        assert retrier["JitterStrategy"] == "FULL"
        assert set(retrier) <= FIELDS_OF_A_RETRIER
    # An error inside a Map or Parallel is caught by the state itself or by one around it.
    catchers = [catcher for each in (state, *around) for catcher in each.get("Catch", [])]
    assert any(catcher["ErrorEquals"] == ["States.ALL"] for catcher in catchers)


@pytest.mark.parametrize("key", sorted(CALLS), ids=".".join)
def test_no_error_is_listed_for_two_retriers(key: tuple[str, str]) -> None:
    listed = [name for retrier in CALLS[key]["Retry"] for name in retrier["ErrorEquals"]]
    assert len(listed) == len(set(listed))


@pytest.mark.parametrize("key", sorted(CALLS), ids=".".join)
def test_every_repeatable_error_is_retried_by_its_exact_name(key: tuple[str, str]) -> None:
    if called(CALLS[key]) in REPORTS_INSTEAD:
        assert names(CALLS[key]) >= THROTTLED
        assert not names(CALLS[key]) & STOPPED
    else:
        assert {kind.__name__ for kind in REPEATABLE} | STOPPED <= names(CALLS[key])


@pytest.mark.parametrize("key", sorted(WORK), ids=".".join)
def test_work_waits_longer_than_the_longest_queue(key: tuple[str, str]) -> None:
    for retrier in WORK[key]["Retry"]:
        if (STOPPED | THROTTLED) & set(retrier["ErrorEquals"]):
            assert waits(retrier) / 2 >= LONGEST_QUEUE_S  # full jitter waits half as long on average


def test_errors_that_a_repetition_cannot_cure_are_never_retried() -> None:
    hopeless = {kind.__name__ for kind in _leaves(QuorumError)} - {kind.__name__ for kind in REPEATABLE}
    assert {"InvalidInput", "Forbidden", "Misconfigured"} <= hopeless
    for key, state in CALLS.items():
        assert not names(state) & (hopeless | {"States.ALL", "States.TaskFailed"}), key


def test_every_error_of_ours_is_passed_on_under_its_name() -> None:
    (catcher,) = MACHINES["answer_question"]["States"]["Prepare"]["Catch"]
    passed = set(re.findall(r"'(\w+)'", catcher["Assign"]["failure"]["code"].split("]")[0]))
    assert passed == {kind.__name__ for kind in _leaves(QuorumError)}
    assert set(REPEATABLE) == {errors.Unavailable, *_leaves(errors.Unavailable)}


def _leaves(kind: type[QuorumError]) -> set[type[QuorumError]]:
    # A port's own errors end in the use case that calls it: no state machine sees them.
    below = {subclass for subclass in kind.__subclasses__() if subclass.__module__ == errors.__name__}
    return below.union(*map(_leaves, below))


@pytest.mark.parametrize("name", sorted(MACHINES))
def test_a_machine_lasts_longer_than_its_longest_path(name: str) -> None:
    assert longest(MACHINES[name]) < MACHINES[name]["TimeoutSeconds"]


def test_a_question_ends_within_the_limit_of_express() -> None:
    assert MACHINES["answer_question"]["TimeoutSeconds"] < EXPRESS_LIMIT_S


def test_no_document_counts_as_stuck_while_a_step_may_still_be_repeated() -> None:
    (stuck_after,) = (spec for spec in fields(MonitoringSettings) if spec.name == "stuck_after_minutes")
    shortest = stuck_after.metadata["ge"]
    assert max(lasts(state) for state in WORK.values()) < shortest * 60
