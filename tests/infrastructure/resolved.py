"""References of a template as names, which AWS would give: enough to compare addresses from several sides."""

from __future__ import annotations

import json
from typing import Any

from tests.infrastructure.assembly import Assembly

PSEUDO = {"AWS::Partition": "aws", "AWS::URLSuffix": "amazonaws.com", "AWS::AccountId": "111122223333"}


def resolved(assembly: Assembly, value: Any, *, region: str) -> str:
    """Returns a text of the templates with a name in the place of each reference."""
    if isinstance(value, str):
        return value
    ((kind, argument),) = value.items()
    if kind == "Ref":
        return {**PSEUDO, "AWS::Region": region}.get(argument) or str(argument).lower()
    if kind == "Fn::Join":
        separator, parts = argument
        return separator.join(resolved(assembly, part, region=region) for part in parts)
    if kind == "Fn::GetStackOutput":
        output = outputs(assembly)[argument["StackName"], argument["OutputName"]]
        return resolved(assembly, output, region=region)
    if kind == "Fn::GetAtt":
        name, attribute = argument
        if attribute == "RegionalDomainName":
            return f"{name.lower()}.s3.{region}.amazonaws.com"
        return f"{name.lower()}-{attribute.lower()}"
    raise AssertionError(f"{json.dumps(value)} is of a kind that no test resolves yet")


def outputs(assembly: Assembly) -> dict[tuple[str, str], Any]:
    """Returns what stacks output, by the stack's name at AWS and the output's."""
    return {
        (assembly.artifact(stack)["properties"]["stackName"], name): output["Value"]
        for stack, template in assembly.templates.items()
        for name, output in template.get("Outputs", {}).items()
    }


def page_file(assembly: Assembly, name: str, *, region: str) -> str:
    """Returns a file of the page as it is in its bucket after the deployment."""
    (copying,) = assembly.resources("Custom::CDKBucketDeployment")
    keys, text = copying.properties["SourceObjectKeys"], ""
    markers = copying.properties.get("SourceMarkers") or [{}] * len(keys)
    for key, values in zip(keys, markers, strict=True):
        path = assembly.folder / f"asset.{key.removesuffix('.zip')}" / name
        if path.exists():
            text = path.read_text()
            for marker, value in values.items():
                text = text.replace(marker, resolved(assembly, value, region=region))
    assert text, f"{name} is not deployed"
    assert "<<marker" not in text
    return text
