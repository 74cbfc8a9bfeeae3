"""Fingerprints of files and settings, to detect changes since the last start."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from local_runtime.home import REPOSITORY

# Sources of the stacks. Functions run from the checkout, so their code is not part of them.
DEPLOYED = (
    "cdk.json",
    "config.json",
    "package-lock.json",
    "cdk_app",
    "stacks",
    "statemachines",
    "lambdas/catalogue",
    "layers/genai_core/python/genai_core/settings.py",
    "layers/genai_core/python/genai_core/domain/declared.py",
    "layers/genai_core/python/genai_core/domain/generation/models.py",
)
# Code that a warm function has loaded.
LOADED = (
    "lambdas",
    "layers/genai_core/python/genai_core",
    ".build/model/card.json",
    ".build/verifier/card.json",
)


def fingerprint(paths: Iterable[str], values: Mapping[str, str] | None = None) -> str:
    """Returns a digest of files (folders are walked) and values, in a fixed order."""
    digest = hashlib.sha256()
    for path in paths:
        for file in _files(REPOSITORY / path):
            digest.update(f"{file.relative_to(REPOSITORY)}\0".encode())
            digest.update(file.read_bytes())
    for name in sorted(values or {}):
        digest.update(f"\0{name}={(values or {})[name]}".encode())
    return digest.hexdigest()


def _files(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
    elif path.is_dir():
        yield from (
            file for file in sorted(path.rglob("*")) if file.is_file() and "__pycache__" not in file.parts
        )
