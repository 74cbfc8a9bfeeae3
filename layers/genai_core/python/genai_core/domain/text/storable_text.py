"""Make text storable in every store."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def storable_text(text: str) -> str:
    """Returns the text with NUL and lone surrogates replaced, which many stores or UTF-8 cannot hold."""
    return text.replace("\x00", "\ufffd").encode("utf-8", "replace").decode()


def storable_values(value: Any) -> Any:
    """Returns a JSON value with all its texts storable, and with lists for tuples."""
    if isinstance(value, str):
        return storable_text(value)
    if isinstance(value, Mapping):
        return {storable_values(key): storable_values(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [storable_values(inner) for inner in value]
    return value
