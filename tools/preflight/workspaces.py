"""Checks whether workspaces would lose their engine or encoder, as the deployment does."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from botocore.exceptions import ClientError

from cdk_app.config.environment import EnvironmentConfig
from cdk_app.offered_backends import offered_backends
from local_runtime.report import Finding
from stacks.constructs.at_deployment.check_backends import refusals, workspaces
from stacks.constructs.backend_check import RESOURCE_TYPE


def workspace_findings(config: EnvironmentConfig, client: Callable[[str], Any]) -> Iterator[Finding]:
    """Yields one finding for each engine and encoder that is needed and would go; one if none is."""
    stack = f"quorum-{config.name}-storage"
    formation = client("cloudformation")
    table = _table(formation, stack)
    if not table:
        yield Finding("no workspaces yet: the environment is not deployed")
        return
    wanted = offered_backends(config)
    existing = list(workspaces(client("dynamodb"), table))
    offered = {"Engines": wanted.engines, "Encoders": wanted.encoders}
    refused = refusals(existing, offered, _deployed(formation, stack))
    for reason in refused:
        problem, _, remedy = reason.partition(". ")
        yield Finding(problem, remedy)
    if not refused:
        yield Finding(f"{len(existing)} workspaces keep their engines and encoders")


def _table(formation: Any, stack: str) -> str:
    """Returns the name of the table of workspaces; empty before the first deployment."""
    try:
        stacks = formation.describe_stacks(StackName=stack)["Stacks"]
    except ClientError as error:
        if "does not exist" not in str(error):
            raise
        return ""
    outputs = {each["OutputKey"]: each["OutputValue"] for each in stacks[0].get("Outputs", ())}
    return str(outputs.get("WorkspacesTableName", ""))


def _deployed(formation: Any, stack: str) -> dict[str, Any] | None:
    """Returns what the environment has now; None if the stack is older than the check."""
    body = formation.get_template(StackName=stack, TemplateStage="Processed")["TemplateBody"]
    template: dict[str, Any] = json.loads(body) if isinstance(body, str) else body
    for resource in template.get("Resources", {}).values():
        if resource["Type"] == RESOURCE_TYPE:
            return dict(resource["Properties"])
    return None
