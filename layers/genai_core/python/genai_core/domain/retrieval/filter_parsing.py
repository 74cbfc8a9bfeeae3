"""Reads filters from JSON; what cannot be read is named with its place."""

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
    """Returns the filter; None where there is nothing to filter by.

    A date may be cut short: `{"date": "2024"}` is the whole year, and `{"lte": "2024-05"}` includes May.

    Raises:
        InvalidInput: It is no filter, names an unknown field, or is too large.
    """
    if not value:
        return None
    parsed = _object(value, "filters", 1)
    if _conditions(parsed) > MAX_CONDITIONS:
        raise InvalidInput(
            f"the filters have {_conditions(parsed)!r} conditions", remedy=f"{MAX_CONDITIONS} are allowed."
        )
    return parsed


def _object(value: Any, place: str, depth: int) -> Filter:
    if not isinstance(value, Mapping) or not value:
        raise _wrong(place, value, 'it must be an object such as {"author": "Ada"}')
    if depth > _MAX_DEPTH:
        raise InvalidInput(f"{place!r:.200} lies too deep", remedy=f"{_MAX_DEPTH} levels are allowed.")
    entries = cast("Mapping[str, Any]", value)
    parts = tuple(_entry(key, inner, f"{place}.{key}", depth) for key, inner in entries.items())
    return parts[0] if len(parts) == 1 else And(parts)


def _entry(key: str, value: Any, place: str, depth: int) -> Filter:
    match key:
        case "and":
            return And(_list(value, place, depth))
        case "or":
            return Or(_list(value, place, depth))
        case "not":
            return Not(_object(value, place, depth + 1))
        case _ if key in FIELDS:
            return _condition(key, value, place)
        case _:
            raise InvalidInput(
                f"{place!r:.200} names no field",
                remedy=f"Filter by one of {', '.join(FIELDS)}, or join with and, or, not.",
            )


def _list(value: Any, place: str, depth: int) -> tuple[Filter, ...]:
    if not isinstance(value, list) or not value:
        raise _wrong(place, value, "it must be a list of filters, not empty")
    entries = cast("list[Any]", value)
    return tuple(_object(inner, f"{place}[{index}]", depth + 1) for index, inner in enumerate(entries))


def _condition(field: str, value: Any, place: str) -> Filter:
    if not isinstance(value, Mapping):
        return _equals(field, _text(value, place))
    conditions = cast("Mapping[str, Any]", value)
    bounds = {key: inner for key, inner in conditions.items() if key in _BOUNDS}
    others = [key for key in conditions if key not in _BOUNDS]
    if not conditions or (bounds and others) or len(others) > 1:
        raise _wrong(place, value, "it must have one of in and exists, or bounds gte, gt, lte, lt")
    if bounds:
        return _range(field, bounds, place)
    readers: dict[str, Callable[[str, Any, str], Filter]] = {"in": _in, "exists": _exists}
    read = readers.get(others[0])
    if read is None:
        raise _wrong(f"{place}.{others[0]}", conditions[others[0]], "use in, exists, gte, gt, lte or lt")
    return read(field, conditions[others[0]], f"{place}.{others[0]}")


def _equals(field: str, value: str) -> Filter:
    return Range(field, gte=value, lte=value + AFTER_ALL) if field == "date" else Equals(field, value)


def _in(field: str, value: Any, place: str) -> Filter:
    if not isinstance(value, list) or not value or len(cast("list[Any]", value)) > MAX_VALUES:
        raise _wrong(place, value, f"it must be a list of 1 to {MAX_VALUES} values")
    values = tuple(_text(item, place) for item in cast("list[Any]", value))
    return Or(tuple(_equals(field, item) for item in values)) if field == "date" else In(field, values)


def _exists(field: str, value: Any, place: str) -> Filter:
    if not isinstance(value, bool):
        raise _wrong(place, value, "it must be true or false")
    return Exists(field) if value else Not(Exists(field))


def _range(field: str, bounds: Mapping[str, Any], place: str) -> Filter:
    texts = {key: _text(value, f"{place}.{key}") for key, value in bounds.items()}
    if field == "date":
        # A bound that is cut short stands for all it covers: after 2024 is not within 2024.
        texts = {key: text + AFTER_ALL if key in ("gt", "lte") else text for key, text in texts.items()}
    return Range(field, **texts)


def _text(value: Any, place: str) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str) or not value or len(value) > MAX_VALUE_CHARS or "\x00" in value:
        raise _wrong(place, value, f"it must be a text of 1 to {MAX_VALUE_CHARS} characters")
    if not value.isascii():
        # Engines compare UTF-8; half of a surrogate pair has none.
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


def _wrong(place: str, value: object, remedy: str) -> InvalidInput:
    return InvalidInput(f"{place} is {value!r:.120}", remedy=remedy[0].upper() + remedy[1:] + ".")
