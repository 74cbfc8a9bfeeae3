"""Writes a bill of materials in the CycloneDX format for each lock."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tools.supply_chain.locks import NPM_LOCKS, PYTHON_LOCKS, ROOT


def write_sboms(folder: Path) -> list[Path]:
    """Writes the bills into a folder and returns them.

    Raises:
        subprocess.CalledProcessError: A tool failed; it said why on its standard error.
    """
    folder.mkdir(parents=True, exist_ok=True)
    return [_of_python(lock, folder) for lock in PYTHON_LOCKS] + [_of_npm(lock, folder) for lock in NPM_LOCKS]


def _of_python(lock: str, folder: Path) -> Path:
    target = folder / f"{Path(lock).stem}.cdx.json"
    command = [sys.executable, "-m", "cyclonedx_py", "requirements", str(ROOT / lock)]
    subprocess.run([*command, "--output-reproducible", "--output-file", str(target)], check=True)
    return target


def _of_npm(lock: str, folder: Path) -> Path:
    home = (ROOT / lock).parent
    target = folder / f"{'page' if home != ROOT else 'node-tools'}.cdx.json"
    command = ["npm", "sbom", "--package-lock-only", "--sbom-format", "cyclonedx"]
    done = subprocess.run(command, cwd=home, check=True, stdout=subprocess.PIPE)
    target.write_bytes(done.stdout)
    return target
