"""Stacks read each other's outputs and export nothing: an export in use can neither change nor go."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.infrastructure.assembly import Assembly
from tests.infrastructure.resolved import outputs


@pytest.fixture(params=["local", "dev", "prod", "everything"])
def environment(request: pytest.FixtureRequest) -> Assembly:
    return request.getfixturevalue(request.param)


def objects(value: Any) -> Iterator[dict[str, Any]]:
    """Yields every object inside a value."""
    if isinstance(value, dict):
        yield value
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from objects(each)


def references(template: dict[str, Any]) -> list[dict[str, Any]]:
    """Returns what a template reads of other stacks."""
    return [each["Fn::GetStackOutput"] for each in objects(template) if "Fn::GetStackOutput" in each]


def test_no_update_is_locked_by_an_export(environment: Assembly) -> None:
    locking = [
        f"{stack}: {each}"
        for stack, template in environment.templates.items()
        for each in objects(template)
        if "Fn::ImportValue" in each or "Export" in each
    ]
    assert locking == []
    assert len(references(environment.templates["ChatApi"])) > 20


def test_what_a_stack_reads_is_output_by_one_that_is_deployed_before(environment: Assembly) -> None:
    known = outputs(environment)
    by_name = {environment.artifact(each)["properties"]["stackName"]: each for each in environment.templates}
    for stack, template in environment.templates.items():
        before = environment.artifact(stack)["dependencies"]
        for each in references(template):
            assert (each["StackName"], each["OutputName"]) in known
            assert by_name[each["StackName"]] in before, f"{stack} reads {each}"
