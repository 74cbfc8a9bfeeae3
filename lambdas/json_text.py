"""Reads the JSON that clients send."""

from __future__ import annotations

import json
from typing import Any


def read_json(text: str) -> Any:
    r"""Returns the value of a JSON text.

    Raises:
        ValueError: It is no JSON, or an escape such as `\ud800` alone makes half a character, which is valid
            JSON and can neither be stored nor sent back.
    """
    value = json.loads(text)
    if "\\u" in text:
        json.dumps(value, ensure_ascii=False).encode()
    return value
