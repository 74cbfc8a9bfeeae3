"""Python values to DynamoDB's typed JSON and back.

Not the SDK's serialiser, because it needs all of boto3, which adds 100 ms to a cold start.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

Item = dict[str, Any]


def encode_item(values: Mapping[str, Any]) -> Item:
    """Returns an item of DynamoDB; entries that are None are left out."""
    return {key: encode(value) for key, value in values.items() if value is not None}


def decode_item(item: Mapping[str, Any]) -> dict[str, Any]:
    """Returns an item's values; whole numbers as int, others as float."""
    return {key: decode(value) for key, value in item.items()}


def encode(value: Any) -> dict[str, Any]:
    """Returns one value as DynamoDB spells it. Raises TypeError for kinds that our records never hold."""
    match value:
        case bool():
            return {"BOOL": value}
        case str():
            return {"S": value}
        case int() | Decimal():
            return {"N": str(value)}
        case float():
            # repr is the shortest text that reads back as the same float
            return {"N": repr(value)}
        case list() | tuple():
            return {"L": [encode(entry) for entry in value]}
        case dict():
            return {"M": encode_item(value)}
        case _:
            raise TypeError(f"a record cannot hold {type(value).__name__} {value!r}")


def decode(typed: Mapping[str, Any]) -> Any:
    """Returns the value of one typed entry."""
    ((kind, value),) = typed.items()
    match kind:
        case "S" | "BOOL":
            return value
        case "N":
            return float(value) if any(sign in value for sign in ".eE") else int(value)
        case "L":
            return [decode(entry) for entry in value]
        case "M":
            return decode_item(value)
        case "NULL":
            return None
        case _:
            raise TypeError(f"a record holds the unknown kind {kind!r}")
