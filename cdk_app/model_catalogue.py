"""The catalogue of language models as the functions read it, which a parameter must hold."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import MISSING, fields
from typing import Any

from genai_core.domain.generation.models import ModelSpec

LARGEST = 8192
"""Bytes of an advanced parameter; a standard one holds half of it and is free."""


def catalogue_rows(models: Iterable[ModelSpec]) -> list[dict[str, Any]]:
    """Returns a row for each model, without the fields that have their default: the reader knows it."""
    return [
        {
            spec.name: getattr(model, spec.name)
            for spec in fields(model)
            if spec.default is MISSING or getattr(model, spec.name) != spec.default
        }
        for model in models
    ]


def catalogue_bytes(models: Iterable[ModelSpec]) -> int:
    """Returns the size of the catalogue as a parameter holds it."""
    return len(json.dumps(catalogue_rows(models), separators=(",", ":")).encode())
