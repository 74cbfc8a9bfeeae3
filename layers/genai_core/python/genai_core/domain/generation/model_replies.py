"""Read JSON from a model's reply."""

from __future__ import annotations

import json
from typing import Any, cast


def read_json_object(reply: str) -> dict[str, Any] | None:
    """Returns the JSON object in a reply, ignoring text around it; None if there is none."""
    start, end = reply.find("{"), reply.rfind("}")
    try:
        value = json.loads(reply[start : end + 1]) if 0 <= start < end else None
    except (ValueError, RecursionError):
        return None
    return cast("dict[str, Any]", value) if isinstance(value, dict) else None
