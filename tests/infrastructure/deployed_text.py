"""Text of a template with names of the length that AWS gives them, to compare with AWS's size limits."""

from __future__ import annotations

import json
from typing import Any

from tests.infrastructure.assembly import Assembly, Resource
from tests.infrastructure.resolved import outputs

REGION, ACCOUNT = "ap-southeast-2", "111122223333"
PSEUDO = {"AWS::Partition": "aws", "AWS::URLSuffix": "amazonaws.com", "AWS::AccountId": ACCOUNT}
NAMED = ("StateMachineName", "FunctionName", "LogGroupName", "DomainName", "DBClusterIdentifier", "Name")
SUFFIX = "ABCDEFGHIJKL"
"""What CloudFormation puts behind the names that it makes."""
RESOURCES = ("Ref", "Fn::GetAtt")


class DeployedText:
    """Replaces the references of one assembly, as if its environment had another name."""

    def __init__(self, assembly: Assembly, *, environment: str) -> None:
        self._names = (f"quorum-{assembly.environment}", f"quorum-{environment}")
        self._assembly = assembly
        self._outputs = outputs(assembly)
        self._stacks = {
            assembly.artifact(stack)["properties"]["stackName"]: stack for stack in assembly.templates
        }

    def of(self, resource: Resource, value: Any) -> Any:
        """Returns a value of the resource's stack with texts in the places of its references."""
        return self._plain(resource.stack, value)

    def size(self, resource: Resource, value: Any) -> int:
        """Returns the characters of a value as compact JSON."""
        return len(json.dumps(self.of(resource, value), separators=(",", ":")))

    def _plain(self, stack: str, value: Any) -> Any:
        if isinstance(value, list):
            return [self._plain(stack, each) for each in value]
        if isinstance(value, str):
            return value.replace(*self._names)
        if not isinstance(value, dict):
            return value
        kind = next(iter(value), "")
        if len(value) == 1 and (kind == "Ref" or kind.startswith("Fn::")):
            return self._reference(stack, kind, value[kind])
        return {key: self._plain(stack, each) for key, each in value.items()}

    def _reference(self, stack: str, kind: str, argument: Any) -> str:
        if kind == "Fn::Join":
            return argument[0].join(str(self._plain(stack, part)) for part in argument[1])
        if kind == "Fn::GetStackOutput":
            output = self._outputs[argument["StackName"], argument["OutputName"]]
            return str(self._plain(self._stacks[argument["StackName"]], output))
        if kind == "Fn::Sub":
            return str(argument)
        if kind == "Ref" and argument.startswith("AWS::"):
            return {**PSEUDO, "AWS::Region": REGION}[argument]
        assert kind in RESOURCES, f"{kind} is of a kind that nothing here replaces yet"
        return self._resource(stack, argument if kind == "Ref" else argument[0], is_arn=argument[-1] == "Arn")

    def _resource(self, stack: str, logical_id: str, *, is_arn: bool) -> str:
        body = self._assembly.templates[stack]["Resources"][logical_id]
        given = [value for key, value in body.get("Properties", {}).items() if key in NAMED]
        made = f"{self._assembly.artifact(stack)['properties']['stackName']}-{logical_id}-{SUFFIX}"[:64]
        name = (given[0] if given and isinstance(given[0], str) else made).replace(*self._names)
        service = body["Type"].split("::")[1].lower()
        return (
            f"arn:aws:{service}:{REGION}:{ACCOUNT}:resource/{name}"
            if is_arn or "StateMachine" in body["Type"]
            else name
        )
