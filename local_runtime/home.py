"""The folder in which the laptop default keeps its data; it can be deleted as a whole."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).resolve().parents[1]
STATE_VARIABLE = "QUORUM_STATE"


@dataclass(frozen=True, slots=True)
class Home:
    """The folder of one running Quorum, `.local/` in the repository unless QUORUM_STATE says otherwise."""

    folder: Path

    def path(self, *parts: str) -> Path:
        """Returns a path below the folder, whose parent exists afterwards."""
        file = self.folder.joinpath(*parts)
        file.parent.mkdir(parents=True, exist_ok=True)
        return file

    @property
    def session_file(self) -> Path:
        """The CLI's sign-in; only its owner may read the file."""
        return self.path("session.json")

    @property
    def outputs_file(self) -> Path:
        """The stacks' outputs, as the CDK CLI wrote them."""
        return self.path("outputs.json")

    def log_file(self, name: str) -> Path:
        return self.path("logs", f"{name}.log")

    def pid_file(self, name: str) -> Path:
        return self.path("processes", f"{name}.json")


def find_home(environment: Mapping[str, str] = os.environ) -> Home:
    """Returns the home that QUORUM_STATE names, else `.local/` of this checkout."""
    named = environment.get(STATE_VARIABLE)
    return Home(Path(named).expanduser().resolve() if named else REPOSITORY / ".local")


def read_json(path: Path) -> dict[str, Any]:
    """Returns the object in a file; empty if the file is missing or incomplete."""
    try:
        value = json.loads(path.read_text())
    except (FileNotFoundError, json.JSONDecodeError):
        return {}
    return value if isinstance(value, dict) else {}


def write_json(path: Path, value: Mapping[str, Any]) -> None:
    """Replaces a file in one step, so that a reader never sees half of it."""
    write_private(path, json.dumps(value, indent=2) + "\n")


def write_private(path: Path, text: str) -> None:
    """Replaces a file in one step by one that only its owner may read."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    draft.touch(mode=0o600)
    draft.write_text(text)
    draft.replace(path)
