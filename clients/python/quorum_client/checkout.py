"""The checkout this client runs from: some commands are the project's, not the server's."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from quorum_client.errors import WrongInput

ROOT = Path(__file__).resolve().parents[3]


def is_one() -> bool:
    """Tells whether the client runs from a checkout."""
    return (ROOT / "local_runtime").is_dir()


def run_module(module: str, arguments: Sequence[str]) -> int:
    """Runs a module of the project with this Python; returns its exit status.

    Raises:
        WrongInput: The client was installed without the project, or the module is not there.
    """
    if not is_one():
        raise WrongInput(
            "this command is part of a checkout of Quorum, and the client was installed without one",
            remedy="Run it there as .venv/bin/quorum",
        )
    if (
        not (ROOT / Path(*module.split("."))).with_suffix(".py").exists()
        and not (ROOT / Path(*module.split("."))).is_dir()
    ):
        raise WrongInput(f"this checkout has no {module}", remedy="Update it")
    return subprocess.run(
        [sys.executable, "-m", module, *arguments], env=_environment(), check=False
    ).returncode


def _environment() -> dict[str, str]:
    import os  # noqa: PLC0415 - only here

    folders = (ROOT, ROOT / "layers" / "genai_core" / "python", ROOT / "clients" / "python")
    return {**os.environ, "PYTHONPATH": os.pathsep.join(str(folder) for folder in folders)}
