"""The largest environment that config.json takes, with the longest name, stays within AWS's limits.

CloudFormation finds these out at deployment only, in the middle of a stack.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from tests.infrastructure.assembly import Assembly
from tests.infrastructure.deployed_text import DeployedText
from tests.infrastructure.profiles import MOST_MODELS

LONGEST_NAME = "abcdefghijkl"
VARIABLES, POLICIES, PARAMETER = 4096, 10_240, 8192
RESOURCES, OUTPUTS, TEMPLATE = 500, 200, 1_000_000
DEFINITION, LAYERS, DESCRIPTION = 1_048_576, 5, 256


@pytest.fixture
def deployed(everything: Assembly) -> DeployedText:
    return DeployedText(everything, environment=LONGEST_NAME)


def test_a_stack_has_no_more_than_cloudformation_takes(everything: Assembly) -> None:
    for stack, template in everything.templates.items():
        assert len(template["Resources"]) <= RESOURCES, stack
        assert len(template.get("Outputs", {})) <= OUTPUTS, stack
        assert len(json.dumps(template)) < TEMPLATE, stack


def test_a_function_s_variables_layers_and_description_fit(
    everything: Assembly, deployed: DeployedText
) -> None:
    for function in everything.resources("AWS::Lambda::Function"):
        variables = deployed.of(function, function.properties.get("Environment", {}).get("Variables", {}))
        size = sum(len(name.encode()) + len(value.encode()) for name, value in variables.items())
        assert size <= VARIABLES, function.logical_id
        assert len(function.properties.get("Layers", [])) <= LAYERS, function.logical_id
        assert len(function.properties.get("Description", "")) <= DESCRIPTION, function.logical_id


def test_a_role_s_inline_policies_fit(everything: Assembly, deployed: DeployedText) -> None:
    sizes = dict(policy_sizes(everything, deployed))
    assert max(sizes.values()) <= POLICIES, sizes
    # The measure is one: the function that may do most is near it, and the others are far below.
    assert max(sizes.values()) > POLICIES / 2


def policy_sizes(assembly: Assembly, deployed: DeployedText) -> Iterator[tuple[str, int]]:
    separate: dict[str, int] = {}
    for policy in assembly.resources("AWS::IAM::Policy"):
        for role in policy.properties["Roles"]:
            size = deployed.size(policy, policy.properties["PolicyDocument"])
            separate[role["Ref"]] = separate.get(role["Ref"], 0) + size
    for role in assembly.resources("AWS::IAM::Role"):
        own = [each["PolicyDocument"] for each in role.properties.get("Policies", [])]
        yield (
            role.logical_id,
            sum(deployed.size(role, each) for each in own) + separate.get(role.logical_id, 0),
        )


def test_the_catalogue_fits_a_parameter(everything: Assembly) -> None:
    (parameter,) = everything.resources("AWS::SSM::Parameter")
    text = parameter.properties["Value"]
    assert len(json.loads(text)) == MOST_MODELS
    assert len(text.encode()) <= PARAMETER
    assert parameter.properties["Tier"] == ("Standard" if len(text) <= PARAMETER / 2 else "Advanced")


def test_a_definition_fits(everything: Assembly) -> None:
    for machine in everything.resources("AWS::StepFunctions::StateMachine"):
        assert len(machine.properties["DefinitionString"]) < DEFINITION
