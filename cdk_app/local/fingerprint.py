"""Fingerprints: whether anything that matters has changed since the last start."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from cdk_app.local.home import REPOSITORY

# What the CDK CLI turns into stacks. Functions run from the checkout, so their code is no part of it.
DEPLOYED = (
    "cdk.json",
    "config.json",
    "config.schema.json",
    "package-lock.json",
    "cdk_app/app.py",
    "cdk_app/composition.py",
    "cdk_app/config.py",
    "cdk_app/config_file.py",
    "cdk_app/config_rules.py",
    "cdk_app/container_images.py",
    "cdk_app/function_settings.py",
    "stacks",
    "statemachines",
    "lambdas/catalogue.py",
    "lambdas/catalogue_answering.py",
    "lambdas/catalogue_doors.py",
    "lambdas/catalogue_ingestion.py",
    "lambdas/function_spec.py",
    "lambdas/tables.py",
    "layers/genai_core/python/genai_core/settings.py",
    "layers/genai_core/python/genai_core/domain/generation/models.py",
)
# What a warm function has loaded.
LOADED = ("lambdas", "layers/genai_core/python", ".build/model/card.json")


def fingerprint(places: Iterable[str], values: Mapping[str, str] | None = None) -> str:
    """Returns a digest of files (folders are walked) and values, in a fixed order."""
    digest = hashlib.sha256()
    for place in places:
        for file in _files(REPOSITORY / place):
            digest.update(f"{file.relative_to(REPOSITORY)}\0".encode())
            digest.update(file.read_bytes())
    for name in sorted(values or {}):
        digest.update(f"\0{name}={(values or {})[name]}".encode())
    return digest.hexdigest()


def _files(place: Path) -> Iterator[Path]:
    if place.is_file():
        yield place
    elif place.is_dir():
        yield from (
            file for file in sorted(place.rglob("*")) if file.is_file() and "__pycache__" not in file.parts
        )
