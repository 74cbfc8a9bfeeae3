"""Runs commands that belong to a checkout of the project, not to a server."""

from __future__ import annotations

import os
import runpy
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from quorum_client.errors import WrongInput

INTERRUPTED, CLOSED_PIPE = 130, 141
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
    command = [sys.executable, "-m", "quorum_client.checkout", module, *arguments]
    with subprocess.Popen(command, env=_environment()) as child:
        while True:
            try:
                return child.wait()
            except KeyboardInterrupt:
                # Ctrl-C reaches the module too, and ends it.
                continue


def _run_quietly(module: str) -> int:
    """Runs a module as `python -m` does, in a process of its own; Ctrl-C and a closed pipe end it quietly."""
    sys.argv = [module, *sys.argv[2:]]
    try:
        runpy.run_module(module, run_name="__main__", alter_sys=True)
    except KeyboardInterrupt:
        print("quorum: interrupted", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of the pipe, such as `head`, has seen enough. What is left cannot be flushed.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return CLOSED_PIPE
    return 0


def _environment() -> dict[str, str]:
    folders = (ROOT, ROOT / "layers" / "genai_core" / "python", ROOT / "clients" / "python")
    return {**os.environ, "PYTHONPATH": os.pathsep.join(str(folder) for folder in folders)}


if __name__ == "__main__":
    sys.exit(_run_quietly(sys.argv[1]))
