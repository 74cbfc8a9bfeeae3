"""Dataclass fields that say what their values mean and which are valid.

`cdk_app.config` reads this to check `config.json` and to describe it; nothing is checked when a value is
made.
"""

from __future__ import annotations

from dataclasses import field
from typing import Any


def setting(default: Any, description: str, **limits: Any) -> Any:
    """Returns a field with its default, its description and the limits of its value.

    Args:
        limits: As pydantic's `Field` names them: `ge`, `gt`, `le`, `min_length`, `max_length`, `pattern`.
    """
    return field(default=default, metadata={"description": description, **limits})


def required(description: str, **limits: Any) -> Any:
    """Returns the same without a default."""
    return field(metadata={"description": description, **limits})
