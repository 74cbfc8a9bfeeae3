"""A synthesised environment, read back as plain JSON: what CloudFormation would be given."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from aws_cdk import App, Validations
from cdk_nag import AwsSolutionsChecks

from cdk_app.composition import Composition
from cdk_app.config.file import read_environment
from cdk_app.function_platform import Sources
from lambdas.catalogue import FUNCTIONS

REPOSITORY = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Resource:
    stack: str
    logical_id: str
    type: str
    properties: dict[str, Any]
    body: dict[str, Any]


@dataclass(frozen=True)
class Assembly:
    """Templates by stack; `findings` are the security rules' violations."""

    environment: str
    folder: Path
    templates: dict[str, dict[str, Any]]
    findings: list[str]

    def resources(self, kind: str = "") -> Iterator[Resource]:
        for stack, template in self.templates.items():
            for logical_id, body in template.get("Resources", {}).items():
                if not kind or body["Type"] == kind:
                    yield Resource(stack, logical_id, body["Type"], body.get("Properties", {}), body)

    def artifact(self, stack: str) -> dict[str, Any]:
        """Returns what the CDK CLI is told of a stack: its name at AWS, dependencies and tags."""
        return _manifest(self.folder)["artifacts"][stack]

    def function(self, name: str) -> Resource:
        wanted = f"quorum-{self.environment}-{name}"
        functions = self.resources("AWS::Lambda::Function")
        matching = [each for each in functions if each.properties.get("FunctionName") == wanted]
        assert len(matching) == 1, f"{len(matching)} functions are called {wanted}"
        return matching[0]

    def statements(self, function: Resource) -> list[dict[str, Any]]:
        """Returns what the function's role allows."""
        role_id = function.properties["Role"]["Fn::GetAtt"][0]
        role = self.templates[function.stack]["Resources"][role_id]["Properties"]
        assert "ManagedPolicyArns" not in role
        return [
            statement for policy in role["Policies"] for statement in policy["PolicyDocument"]["Statement"]
        ]


def as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def stand_in(folder: Path) -> Sources:
    """Returns the checkout with a small page and small layers: what they hold is nothing to a template."""
    for layer in {"core", *(name for spec in FUNCTIONS for name in spec.layers)}:
        (folder / "layers" / layer).mkdir(parents=True, exist_ok=True)
        (folder / "layers" / layer / "built.txt").write_text(layer)
    (folder / "page").mkdir(exist_ok=True)
    for model in ("model", "verifier"):
        (folder / "models" / model).mkdir(parents=True, exist_ok=True)
        (folder / "models" / model / "built.txt").write_text(model)
    shutil.copy(REPOSITORY / "frontend_react" / "index.html", folder / "page")
    here = Sources.of(REPOSITORY, "python3")
    return replace(here, layers=folder / "layers", page=folder / "page", models=folder / "models")


@cache
def _manifest(folder: Path) -> dict[str, Any]:
    # Parsed once: each reference to another stack's output asks for it, thousands of times for a dashboard.
    return json.loads((folder / "manifest.json").read_text())


def synthesise(
    environment: str,
    folder: Path,
    *,
    with_rules: bool,
    config_file: Path = REPOSITORY / "config.json",
    sources: Sources | None = None,
) -> Assembly:
    """Synthesises without credentials; the CLI's context comes from cdk.json."""
    context = json.loads((REPOSITORY / "cdk.json").read_text())["context"]
    app = App(outdir=str(folder), context=context)
    config = read_environment(environment, environment={}, path=config_file)
    Composition(app, config, sources or stand_in(folder.parent / f"{folder.name}-built"))
    findings = check(app, folder) if with_rules else []
    if not with_rules:
        app.synth()
    templates = {
        path.name.partition(".")[0]: json.loads(path.read_text()) for path in folder.glob("*.template.json")
    }
    return Assembly(environment, folder, templates, findings)


def check(app: App, folder: Path) -> list[str]:
    """Synthesises under the AwsSolutions rules, and returns each finding that nobody gave a reason for.

    The library runs AWS's `cloudformation-validate` over every template by itself; its findings count too.
    """
    Validations.of(app).add_plugins(AwsSolutionsChecks(app))
    try:
        app.synth()
    except RuntimeError as error:
        if "ValidationFailed" not in str(error):
            raise
    report = json.loads((folder / "validation-report.json").read_text())
    return [
        f"{violation['ruleName']} at {construct['constructPath']}"
        for plugin in report["pluginReports"]
        for violation in plugin["violations"]
        for construct in violation["violatingConstructs"]
    ]
