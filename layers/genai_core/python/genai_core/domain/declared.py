"""Dataclass fields with a description and limits of their values.

`cdk_app.config` uses them to validate and document `config.json`; creating a value checks nothing.
"""

from __future__ import annotations

from dataclasses import field
from typing import Any


def setting(default: Any, description: str, **limits: Any) -> Any:
    """Returns a field with a default, a description and limits.

    Args:
        limits: Arguments of pydantic's `Field`: `ge`, `gt`, `le`, `min_length`, `max_length`, `pattern`.
    """
    return field(default=default, metadata={"description": description, **limits})


def required(description: str, **limits: Any) -> Any:
    """Returns a field without a default, otherwise like `setting`."""
    return field(metadata={"description": description, **limits})
