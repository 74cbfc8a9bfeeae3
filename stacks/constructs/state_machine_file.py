"""Reads a state machine from its YAML file as Amazon States Language."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

POLICIES = "policies.yaml"


def read_definition(path: Path) -> dict[str, Any]:
    """Returns the state machine as ASL; `${placeholders}` stay text.

    Args:
        path: A machine's file; `policies.yaml` beside it defines the anchors that it uses. With `Extends:
            <file>` it also has the states of that machine.

    Raises:
        yaml.YAMLError: The file is not valid YAML, or it uses an undefined anchor.
    """
    policies = (path.parent / POLICIES).read_text(encoding="utf-8")
    definition = yaml.safe_load(f"{policies}\n{path.read_text(encoding='utf-8')}")
    del definition["Policies"]
    if "Extends" not in definition:
        return definition
    extended = read_definition(path.with_name(definition.pop("Extends")))
    return {**extended, **definition, "States": {**definition["States"], **extended["States"]}}


def definition_files(folder: Path) -> list[Path]:
    """Returns the files of all machines in the folder, by name."""
    return sorted(path for path in folder.glob("*.yaml") if path.name != POLICIES)
