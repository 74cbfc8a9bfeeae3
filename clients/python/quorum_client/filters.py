"""Filters as people type them, translated to the server's JSON.

`type=pdf` equals; `tags=a,b` any of these; `date>=2024-01`, `<`, `<=`, `>` are bounds; `author!=Ada` is the
opposite of equals; `author=*` asks for any author, `author!=*` for none. A text that begins with `{` is the
JSON itself, which can express more: and, or, not, and values with commas in them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any, cast

from quorum_client.errors import WrongInput

_CONDITION = re.compile(r"\s*([A-Za-z_]+)\s*(>=|<=|!=|>|<|=)(.*)", re.DOTALL)
_BOUNDS = {">=": "gte", ">": "gt", "<=": "lte", "<": "lt"}
_REMEDY = "Write for example type=pdf, tags=a,b or 'date>=2024-01'"


def read_filters(conditions: Iterable[str]) -> dict[str, Any]:
    """Returns one filter that requires all conditions; empty if there are none.

    The server checks the names of the fields.

    Raises:
        WrongInput: A condition cannot be read.
    """
    parts = [_read(condition) for condition in conditions]
    if len(parts) > 1:
        return {"and": parts}
    return parts[0] if parts else {}


def _read(condition: str) -> dict[str, Any]:
    if condition.lstrip().startswith("{"):
        return _read_json(condition)
    match = _CONDITION.fullmatch(condition)
    if match is None or not match[3].strip():
        raise WrongInput(f"the filter is {condition!r}", remedy=_REMEDY)
    field, operator, value = match[1], match[2], match[3].strip()
    if operator in _BOUNDS:
        return {field: {_BOUNDS[operator]: value}}
    wanted = {field: _equal_to(value, condition)}
    return {"not": wanted} if operator == "!=" else wanted


def _equal_to(value: str, condition: str) -> str | dict[str, Any]:
    if value == "*":
        return {"exists": True}
    values = [part.strip() for part in value.split(",")]
    if not all(values):
        raise WrongInput(f"the filter {condition!r} has an empty value", remedy=_REMEDY)
    return values[0] if len(values) == 1 else {"in": values}


def _read_json(condition: str) -> dict[str, Any]:
    try:
        return cast("dict[str, Any]", json.loads(condition))
    except ValueError as error:
        raise WrongInput(f"the filter {condition!r} is not JSON ({error})", remedy=_REMEDY) from None
