"""Looks at definitions of state machines: their states, what they call, and how long they may last."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from stacks.constructs.state_machine_file import definition_files, read_definition

ROOT = Path(__file__).resolve().parents[2]
Machine = dict[str, Any]
State = dict[str, Any]

MACHINES: dict[str, Machine] = {
    path.stem: read_definition(path) for path in definition_files(ROOT / "statemachines")
}


def parts(state: State) -> list[Machine]:
    """Returns the machines inside a state: the branches of Parallel, the processor of Map."""
    return [*state.get("Branches", []), *filter(None, [state.get("ItemProcessor")])]


def tasks(machine: Machine, around: tuple[State, ...] = ()) -> Iterator[tuple[str, State, tuple[State, ...]]]:
    """Yields every task with its name and the states around it, outermost first."""
    for name, state in machine["States"].items():
        if state["Type"] == "Task":
            yield name, state, around
        for part in parts(state):
            yield from tasks(part, (*around, state))


def called(state: State) -> str:
    """Returns the function that a task calls; empty if it calls another service."""
    return state["Arguments"].get("FunctionName", "").removeprefix("${").removesuffix("}")


def waits(retrier: dict[str, Any]) -> float:
    """Returns the seconds that a retrier waits in sum, with the longest jitter."""
    cap = retrier.get("MaxDelaySeconds", float("inf"))
    delays = (
        retrier["IntervalSeconds"] * retrier["BackoffRate"] ** turn for turn in range(retrier["MaxAttempts"])
    )
    return sum(min(cap, delay) for delay in delays)


def lasts(state: State) -> float:
    """Returns the seconds of a state at its slowest: attempts at their limit, waits at their longest."""
    if inside := [longest(part) for part in parts(state)]:
        return max(inside)
    if state["Type"] == "Wait":
        return state["Seconds"]
    limit = state.get("TimeoutSeconds", 0)
    # A throttled call never ran, so only retriers that know a timeout repeat the whole of the limit.
    retried = [
        waits(retrier) + retrier["MaxAttempts"] * (limit if runs_out(retrier) else 0)
        for retrier in state.get("Retry", [])
    ]
    return limit + max(retried, default=0)


def runs_out(retrier: dict[str, Any]) -> bool:
    return bool({"States.Timeout", "TimedOut", "Lambda.Unknown"} & set(retrier["ErrorEquals"]))


def longest(machine: Machine) -> float:
    """Returns the seconds of the slowest path on which no state comes twice."""

    def from_state(name: str, seen: tuple[str, ...]) -> float:
        if name in seen:
            return 0
        state = machine["States"][name]
        after = [state.get("Next"), state.get("Default")]
        after += [each["Next"] for each in (*state.get("Choices", []), *state.get("Catch", []))]
        rest = [from_state(following, (*seen, name)) for following in after if following]
        return lasts(state) + max(rest, default=0)

    return from_state(machine["StartAt"], ())


_VALIDATE = """
const validate = require("asl-validator");
const machines = JSON.parse(require("fs").readFileSync(0, "utf8"));
console.log(JSON.stringify(machines.map((machine) => validate(machine).errors.map(String))));
"""


def asl_problems(machines: Iterable[Machine]) -> list[str]:
    """Returns what the validator of the Amazon States Language says against each machine; empty if valid."""
    done = subprocess.run(
        ["node", "-e", _VALIDATE],
        cwd=ROOT,
        input=json.dumps(list(machines)),
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    return ["; ".join(errors) for errors in json.loads(done.stdout)]
