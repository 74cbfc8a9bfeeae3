"""The packages that the locks pin."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Ecosystem = Literal["PyPI", "npm"]
"""Named as OSV names them: https://ossf.github.io/osv-schema/#affectedpackage-field"""

ROOT = Path(__file__).parents[2]
PYTHON_LOCKS = (
    "requirements/develop.txt",
    "requirements/ingestion-layer.txt",
    "requirements/install.txt",
    "requirements/light-layer.txt",
    "requirements/multilingual-e5-small.txt",
    "requirements/query-layer.txt",
    "requirements/second-model.txt",
    "requirements/weights.txt",
    "sagemaker_models/packing/requirements.txt",
    "sagemaker_models/requirements.txt",
)
NPM_LOCKS = ("package-lock.json", "frontend_react/package-lock.json")
_PIN = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)(?:\[[^\]]*\])?==([^\s;\\]+)", re.MULTILINE)


@dataclass(frozen=True, slots=True, order=True)
class LockedPackage:
    """One version of one package, and the locks that pin it.

    Attributes:
        name: As the ecosystem compares names; of PyPI in lower case with hyphens.
        licence: What the lock says of it; only npm's does.
    """

    ecosystem: Ecosystem
    name: str
    version: str
    locks: tuple[str, ...] = ()
    licence: str = ""


def normalised(name: str) -> str:
    """Returns a name of PyPI as PEP 503 compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def locked_packages(root: Path = ROOT) -> list[LockedPackage]:
    """Returns every locked package, by ecosystem and name."""
    locks: dict[LockedPackage, list[str]] = {}
    for name in PYTHON_LOCKS:
        for package in _python_packages((root / name).read_text(encoding="utf-8")):
            locks.setdefault(package, []).append(name)
    for name in NPM_LOCKS:
        for package in _npm_packages((root / name).read_text(encoding="utf-8")):
            locks.setdefault(package, []).append(name)
    return sorted(
        LockedPackage(package.ecosystem, package.name, package.version, tuple(names), package.licence)
        for package, names in locks.items()
    )


def _python_packages(text: str) -> Iterator[LockedPackage]:
    for name, version in _PIN.findall(text):
        yield LockedPackage("PyPI", normalised(name), version)


def _npm_packages(text: str) -> Iterator[LockedPackage]:
    """Returns what a lock of version 3 installs; one version may lie in several folders."""
    packages = {
        LockedPackage("npm", folder.rpartition("node_modules/")[2], item["version"], (), item["license"])
        for folder, item in json.loads(text)["packages"].items()
        if folder and not item.get("link")
    }
    yield from sorted(packages)
