"""Reading what a model was asked to reply as JSON."""

from __future__ import annotations

import json
from typing import Any, cast


def read_json_object(reply: str) -> dict[str, Any] | None:
    """Returns the object in a reply, whatever the model said around it; None if there is none."""
    start, end = reply.find("{"), reply.rfind("}")
    try:
        found = json.loads(reply[start : end + 1]) if 0 <= start < end else None
    except (ValueError, RecursionError):
        return None
    return cast("dict[str, Any]", found) if isinstance(found, dict) else None
