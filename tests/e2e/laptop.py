"""The laptop default in a home of its own, so that tests never touch a Quorum that someone uses."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import boto3
import psutil

from quorum_client import Quorum, Session

ROOT = Path(__file__).resolve().parents[2]
START_LIMIT_S = 420
CLI = Path(sys.executable).with_name("quorum")


@dataclass(frozen=True)
class Laptop:
    """A running Quorum below `folder`."""

    folder: Path

    def act(self, *arguments: str, limit_s: float = START_LIMIT_S) -> str:
        """Runs `python -m local_runtime ...`; fails with its words where it does."""
        return self._run([sys.executable, "-m", "local_runtime", *arguments], limit_s)

    def quorum(self, *arguments: str, limit_s: float = 300, status: int = 0) -> str:
        """Runs the command line `quorum`, which must end with that status; returns its standard output."""
        return self._run([str(CLI), *arguments], limit_s, status)

    def connect(self) -> Quorum:
        return Quorum(Session.load(self.folder / "session.json"))

    def process(self, name: str) -> psutil.Process | None:
        """Returns the process of a part; None where it does not run."""
        try:
            recorded = json.loads((self.folder / "processes" / f"{name}.json").read_text())
            process = psutil.Process(recorded["pid"])
            return process if abs(process.create_time() - recorded["created"]) < 1 else None
        except (OSError, ValueError, psutil.Error):
            return None

    def kill(self, name: str) -> psutil.Process:
        """Kills a part without a warning, as a crash does."""
        process = self.process(name)
        assert process is not None, f"{name} does not run"
        process.kill()
        return process

    def wait_for_new(self, name: str, old: psutil.Process, limit_s: float = 60) -> None:
        """Waits until the supervisor has started a part again."""
        until(
            lambda: (new := self.process(name)) is not None and new.pid != old.pid, limit_s, f"{name} again"
        )

    def aws(self, service: str) -> Any:
        """Returns a boto3 client of this home's emulator."""
        session = Session.load(self.folder / "session.json")
        return boto3.client(
            service,
            endpoint_url=session.endpoint_url,
            region_name=session.region,
            aws_access_key_id="test",
            aws_secret_access_key="test",
        )

    def _run(self, command: list[str], limit_s: float, status: int = 0) -> str:
        environment = {**os.environ, "QUORUM_STATE": str(self.folder)}
        done = subprocess.run(
            command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=limit_s, check=False
        )
        assert done.returncode == status, (
            f"{' '.join(command[-3:])} ended with {done.returncode}:\n{done.stdout}{done.stderr}"
        )
        return done.stdout


def until(condition: Callable[[], bool], limit_s: float, awaited: str) -> None:
    """Waits for a condition; fails after the limit."""
    deadline = time.monotonic() + limit_s
    while time.monotonic() < deadline:
        if condition():
            return
        time.sleep(0.2)
    raise AssertionError(f"{awaited} did not happen within {limit_s:g} s")
