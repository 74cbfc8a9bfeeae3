"""`python -m tools.transitions [MODELS]`: counts the state transitions of a question, as Standard bills them.

Counted are the states that a question enters if nothing fails and nothing is tried again, by the longest way
through its choices. Each item of a Map enters the states of its own.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from stacks.constructs.state_machine_file import read_definition

ANSWERING = Path(__file__).parents[1] / "statemachines" / "answer_question.yaml"
Machine = Mapping[str, Any]


def transitions(machine: Machine, items: int) -> int:
    """Returns how many states one execution enters, with `items` in each Map."""
    return _from(machine["StartAt"], machine["States"], items)


def _from(name: str, states: Mapping[str, Machine], items: int) -> int:
    state = states[name]
    ways = [choice["Next"] for choice in state.get("Choices", ())]
    ways += [state[key] for key in ("Default", "Next") if key in state]
    return 1 + _inside(state, items) + max((_from(way, states, items) for way in ways), default=0)


def _inside(state: Machine, items: int) -> int:
    branches = sum(transitions(branch, items) for branch in state.get("Branches", ()))
    return branches + (items * transitions(state["ItemProcessor"], items) if state["Type"] == "Map" else 0)


def main(arguments: list[str]) -> int:
    """Prints the count for so many models; two if nothing is said."""
    models = int(arguments[0]) if arguments else 2
    count = transitions(read_definition(ANSWERING), models)
    print(f"a question to {models} models: {count} state transitions, {count - models} without the models")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
