"""A state machine from its YAML file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from aws_cdk import RemovalPolicy
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from aws_cdk import aws_sns as sns
from aws_cdk import aws_stepfunctions as sfn
from constructs import Construct

from stacks.constructs.standard_function import FunctionPlatform
from stacks.constructs.state_machine_file import read_definition
from stacks.constructs.strict_role import TRACES, PolicyGrant, StrictRole

PLACEHOLDER = re.compile(r"\$\{(\w+)\}")
LOG_DELIVERY = PolicyGrant(
    actions=(
        "logs:CreateLogDelivery",
        "logs:GetLogDelivery",
        "logs:UpdateLogDelivery",
        "logs:DeleteLogDelivery",
        "logs:ListLogDeliveries",
        "logs:PutResourcePolicy",
        "logs:DescribeResourcePolicies",
        "logs:DescribeLogGroups",
    ),
    resources=("*",),
    reason="Log delivery is set up by Step Functions for the account as a whole.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Placeholders:
    """What a definition may name as `${placeholder}`, by that name: functions, topics and numbers.

    CloudFormation fills in the ARNs. Numbers are written into the definition, since it would fill in texts.
    """

    functions: Mapping[str, lambda_.IFunction]
    topics: Mapping[str, sns.Topic] = field(default_factory=dict[str, sns.Topic])
    numbers: Mapping[str, int] = field(default_factory=dict[str, int])

    def arns(self) -> dict[str, str]:
        """Returns the ARNs by placeholder."""
        functions = {key: function.function_arn for key, function in self.functions.items()}
        return functions | {key: topic.topic_arn for key, topic in self.topics.items()}

    def with_numbers(self, definition: str) -> str:
        """Returns the definition, as JSON, with its numbers."""
        for key, number in self.numbers.items():
            definition = definition.replace(f'"${{{key}}}"', str(number))
        return definition


class Workflow(Construct):
    """A state machine whose definition is a file.

    IAM is not inferred from a file, so the role is allowed exactly the targets that it names.

    Args:
        name: The state machine is called `<prefix>-<name>`.
        definition: The YAML file; it sets its own `TimeoutSeconds`.
        kind: Express lasts five minutes at most and is billed by time; Standard by transition.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        name: str,
        definition: Path,
        kind: Literal["express", "standard"],
        placeholders: Placeholders,
        platform: FunctionPlatform,
    ) -> None:
        super().__init__(scope, construct_id)
        self.name, full_name = name, f"{platform.prefix}-{name}"
        text = placeholders.with_numbers(json.dumps(read_definition(definition), indent=1))
        used = sorted(set(PLACEHOLDER.findall(text)))
        known = placeholders.arns()
        unknown = [key for key in used if key not in known]
        if unknown:
            raise ValueError(f"{definition.name} names {unknown}; known are {sorted(known)}")
        self.log = logs.LogGroup(
            self,
            "Log",
            log_group_name=f"/aws/vendedlogs/states/{full_name}",
            retention=platform.log_retention,
            removal_policy=RemovalPolicy.DESTROY,
        )
        access = StrictRole(
            self,
            "Access",
            service="states.amazonaws.com",
            policy_grants=_policy_grants(
                [known[key] for key in used if key in placeholders.functions],
                [known[key] for key in used if key in placeholders.topics],
                tracing=platform.tracing,
            ),
        )
        self.machine = sfn.StateMachine(
            self,
            "Machine",
            state_machine_name=full_name,
            state_machine_type=sfn.StateMachineType.EXPRESS
            if kind == "express"
            else sfn.StateMachineType.STANDARD,
            definition_body=sfn.DefinitionBody.from_string(text),
            definition_substitutions={key: known[key] for key in used},
            role=access.role.without_policy_updates(),
            tracing_enabled=platform.tracing,
            logs=sfn.LogOptions(destination=self.log, level=sfn.LogLevel.ALL, include_execution_data=False),
        )
        self.arn = self.machine.state_machine_arn


def _policy_grants(functions: list[str], topics: list[str], *, tracing: bool) -> Iterator[PolicyGrant]:
    yield LOG_DELIVERY
    if functions:
        yield PolicyGrant(actions=("lambda:InvokeFunction",), resources=tuple(functions))
    if topics:
        yield PolicyGrant(actions=("sns:Publish",), resources=tuple(topics))
    if tracing:
        yield TRACES
