"""Parse filters from JSON; errors name the path of the invalid value."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, cast

from genai_core.domain.ingestion.document_metadata import FIELDS
from genai_core.domain.retrieval.filters import AFTER_ALL, And, Equals, Exists, Filter, In, Not, Or, Range
from genai_core.errors import InvalidInput

MAX_CONDITIONS = 64
MAX_VALUES = 100
MAX_VALUE_CHARS = 400
_MAX_DEPTH = 8
_BOUNDS = ("gte", "gt", "lte", "lt")


def parse_filter(value: Mapping[str, Any] | None) -> Filter | None:
    """Returns the filter; None if there is nothing to filter by.

    A date may be incomplete: `{"date": "2024"}` is the whole year, and `{"lte": "2024-05"}` includes May.

    Raises:
        InvalidInput: It is not a valid filter, names an unknown field, or is too large.
    """
    if not value:
        return None
    parsed = _object(value, "filters", 1)
    if _conditions(parsed) > MAX_CONDITIONS:
        raise InvalidInput(
            f"the filters have {_conditions(parsed)!r} conditions", remedy=f"{MAX_CONDITIONS} are allowed."
        )
    return parsed


def _object(value: Any, path: str, depth: int) -> Filter:
    if not isinstance(value, Mapping) or not value:
        raise _wrong(path, value, 'it must be an object such as {"author": "Ada"}')
    if depth > _MAX_DEPTH:
        raise InvalidInput(f"{path!r:.200} is nested too deeply", remedy=f"{_MAX_DEPTH} levels are allowed.")
    entries = cast("Mapping[str, Any]", value)
    parts = tuple(_entry(key, inner, f"{path}.{key}", depth) for key, inner in entries.items())
    return parts[0] if len(parts) == 1 else And(parts)


def _entry(key: str, value: Any, path: str, depth: int) -> Filter:
    match key:
        case "and":
            return And(_list(value, path, depth))
        case "or":
            return Or(_list(value, path, depth))
        case "not":
            return Not(_object(value, path, depth + 1))
        case _ if key in FIELDS:
            return _condition(key, value, path)
        case _:
            raise InvalidInput(
                f"{path!r:.200} names no field",
                remedy=f"Filter by one of {', '.join(FIELDS)}, or join with and, or, not.",
            )


def _list(value: Any, path: str, depth: int) -> tuple[Filter, ...]:
    if not isinstance(value, list) or not value:
        raise _wrong(path, value, "it must be a list of filters, not empty")
    entries = cast("list[Any]", value)
    return tuple(_object(inner, f"{path}[{index}]", depth + 1) for index, inner in enumerate(entries))


def _condition(field: str, value: Any, path: str) -> Filter:
    if not isinstance(value, Mapping):
        return _equals(field, _text(value, path))
    conditions = cast("Mapping[str, Any]", value)
    bounds = {key: inner for key, inner in conditions.items() if key in _BOUNDS}
    others = [key for key in conditions if key not in _BOUNDS]
    if not conditions or (bounds and others) or len(others) > 1:
        raise _wrong(path, value, "it must have one of in and exists, or bounds gte, gt, lte, lt")
    if bounds:
        return _range(field, bounds, path)
    readers: dict[str, Callable[[str, Any, str], Filter]] = {"in": _in, "exists": _exists}
    read = readers.get(others[0])
    if read is None:
        raise _wrong(f"{path}.{others[0]}", conditions[others[0]], "use in, exists, gte, gt, lte or lt")
    return read(field, conditions[others[0]], f"{path}.{others[0]}")


def _equals(field: str, value: str) -> Filter:
    return Range(field, gte=value, lte=value + AFTER_ALL) if field == "date" else Equals(field, value)


def _in(field: str, value: Any, path: str) -> Filter:
    if not isinstance(value, list) or not value or len(cast("list[Any]", value)) > MAX_VALUES:
        raise _wrong(path, value, f"it must be a list of 1 to {MAX_VALUES} values")
    values = tuple(_text(item, path) for item in cast("list[Any]", value))
    return Or(tuple(_equals(field, item) for item in values)) if field == "date" else In(field, values)


def _exists(field: str, value: Any, path: str) -> Filter:
    if not isinstance(value, bool):
        raise _wrong(path, value, "it must be true or false")
    return Exists(field) if value else Not(Exists(field))


def _range(field: str, bounds: Mapping[str, Any], path: str) -> Filter:
    texts = {key: _text(value, f"{path}.{key}") for key, value in bounds.items()}
    if field == "date":
        # An incomplete bound covers its whole period: "after 2024" does not include 2024.
        texts = {key: text + AFTER_ALL if key in ("gt", "lte") else text for key, text in texts.items()}
    return Range(field, **texts)


def _text(value: Any, path: str) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str) or not value or len(value) > MAX_VALUE_CHARS or "\x00" in value:
        raise _wrong(path, value, f"it must be a text of 1 to {MAX_VALUE_CHARS} characters")
    if not value.isascii():
        # Engines compare UTF-8, which cannot encode half of a surrogate pair.
        value = value.encode("utf-8", "replace").decode()
    return value


def _conditions(parsed: Filter) -> int:
    match parsed:
        case And(parts) | Or(parts):
            return sum(map(_conditions, parts))
        case Not(part):
            return _conditions(part)
        case _:
            return 1


def _wrong(path: str, value: object, remedy: str) -> InvalidInput:
    return InvalidInput(f"{path} is {value!r:.120}", remedy=remedy[0].upper() + remedy[1:] + ".")
