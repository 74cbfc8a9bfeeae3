"""A question stays cheap as a Standard execution, and the count counts."""

from __future__ import annotations

from typing import Any

import pytest

from stacks.constructs.state_machine_file import read_definition
from tools.transitions import ANSWERING, transitions

STEP: dict[str, Any] = {"Type": "Task", "End": True}
ONE = {"StartAt": "Step", "States": {"Step": STEP}}


@pytest.mark.parametrize("models", [1, 3, 8])
def test_a_question_takes_fourteen_transitions_and_one_for_each_model_at_most(models: int) -> None:
    assert models < transitions(read_definition(ANSWERING), models) <= 14 + models


def test_branches_add_up_items_multiply_and_the_longest_choice_counts() -> None:
    assert transitions(ONE, 5) == 1
    both = {"Type": "Parallel", "Branches": [ONE, ONE], "End": True}
    assert transitions({"StartAt": "Both", "States": {"Both": both}}, 5) == 3
    each = {"Type": "Map", "ItemProcessor": ONE, "End": True}
    assert transitions({"StartAt": "Each", "States": {"Each": each}}, 5) == 6
    choice = {"Type": "Choice", "Choices": [{"Next": "Long"}], "Default": "Short"}
    states = {"Which": choice, "Long": {"Type": "Pass", "Next": "Short"}, "Short": STEP}
    assert transitions({"StartAt": "Which", "States": states}, 5) == 3
