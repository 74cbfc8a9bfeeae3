"""Reads the JSON that clients send."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, cast

MAX_BODY_CHARS = 5_200_000
"""The largest image with a question, and what goes along; a function gets 6 MB at most."""
MAX_DEPTH = 32
"""No request of the contract is nested even half as deeply."""


def read_json(text: str) -> Any:
    r"""Returns the value of a JSON text.

    Raises:
        ValueError: It is not JSON, too long or nested too deeply, or has a lone surrogate escape such as
            `\ud800`, which is valid JSON but can be neither stored nor sent back.
    """
    if len(text) > MAX_BODY_CHARS:
        raise ValueError(f"it has {len(text)} characters, of at most {MAX_BODY_CHARS}")
    try:
        value = json.loads(text)
    except RecursionError:
        raise _too_deep() from None
    if _is_deeper(value, MAX_DEPTH):
        raise _too_deep()
    if "\\u" in text:
        json.dumps(value, ensure_ascii=False).encode()
    return value


def _is_deeper(value: Any, most: int) -> bool:
    """Returns whether lists and objects are nested deeper than `most` levels; walks level by level."""
    level: list[Any] = [value]
    for _ in range(most):
        level = [inner for outer in level for inner in _members(outer)]
        if not level:
            return False
    return any(isinstance(inner, dict | list) for inner in level)


def _members(value: Any) -> list[Any]:
    if isinstance(value, Mapping):
        return list(cast("Mapping[str, Any]", value).values())
    return cast("list[Any]", value) if isinstance(value, list) else []


def _too_deep() -> ValueError:
    return ValueError(f"it is nested deeper than {MAX_DEPTH} levels")
