"""Reasons for accepted findings of the security rules."""

from __future__ import annotations

import json
import re
from typing import Any

from aws_cdk import Acknowledgment, Stack, Validations
from constructs import IConstruct

BASIC_EXECUTION = (
    "AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]"
)
"""The finding for a function that the library creates."""


def explain(construct: IConstruct, reasons: dict[str, str]) -> None:
    """Acknowledges findings on a construct and all below it, each with its reason."""
    for finding, reason in reasons.items():
        Validations.of(construct).acknowledge(Acknowledgment(id=finding, reason=reason))


def explain_below(stack: Stack, prefix: str, reasons: dict[str, str]) -> None:
    """Acknowledges findings on constructs that the library adds to the stack, by the prefix of their id."""
    for child in stack.node.children:
        if child.node.id.startswith(prefix):
            explain(child, reasons)


def shown(construct: IConstruct, value: str) -> str:
    """Returns an ARN in the form of the rules' findings: `<Logical.Attribute>` for unresolved values."""
    return _flat(Stack.of(construct).resolve(value))


def _flat(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        ((kind, argument),) = value.items()
        if kind == "Ref":
            return f"<{argument}>"
        if kind == "Fn::GetAtt":
            return f"<{'.'.join(argument)}>"
        if kind == "Fn::Join":
            return argument[0].join(_flat(part) for part in argument[1])
        if kind == "Fn::Sub":
            return re.sub(r"\$\{([^}]+)\}", r"<\1>", argument)
        if kind == "Fn::GetStackOutput":
            return json.dumps(value, separators=(",", ":"))
    raise TypeError(f"{value!r} has an unknown type; add it to this function")
