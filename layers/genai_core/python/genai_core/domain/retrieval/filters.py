"""Filters over document metadata: one small language with the same meaning on every engine.

`{"author": "Ada"}` equals; `{"type": {"in": ["pdf", "md"]}}`; `{"date": {"gte": "2024-03", "lt": "2025"}}`;
`{"tags": {"exists": true}}`; `{"and": [...]}`, `{"or": [...]}`, `{"not": {...}}`. Several keys of one object
are joined by "and". A field with several values passes if one of them does; a field without values passes
only `{"exists": false}` and negations.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Metadata = Mapping[str, str | tuple[str, ...]]
AFTER_ALL = "\U0010ffff"
"""Sorts after every other character: an upper bound for texts with a given prefix."""


@dataclass(frozen=True, slots=True)
class Equals:
    """One of the field's values is this one."""

    field: str
    value: str


@dataclass(frozen=True, slots=True)
class In:
    """One of the field's values is among these."""

    field: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Range:
    """One of the field's values lies between the bounds, compared by code points; None means no bound.

    Attributes:
        gte, gt: Lowest value, included and excluded. lte, lt: Highest, included and excluded.
    """

    field: str
    gte: str | None = None
    gt: str | None = None
    lte: str | None = None
    lt: str | None = None


@dataclass(frozen=True, slots=True)
class Exists:
    """The field has a value."""

    field: str


@dataclass(frozen=True, slots=True)
class And:
    """All parts pass; without parts everything passes."""

    parts: tuple[Filter, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """At least one part passes; without parts nothing passes."""

    parts: tuple[Filter, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not pass."""

    part: Filter


Filter = Equals | In | Range | Exists | And | Or | Not


def accepts(wanted: Filter, metadata: Metadata) -> bool:  # noqa: PLR0911  (one for each kind)
    """Returns whether a document with this metadata passes; every engine must give the same result."""
    match wanted:
        case Equals(field, value):
            return value in values_of(metadata, field)
        case In(field, values):
            return not set(values).isdisjoint(values_of(metadata, field))
        case Range():
            return any(_lies_within(wanted, value) for value in values_of(metadata, wanted.field))
        case Exists(field):
            return bool(values_of(metadata, field))
        case And(parts):
            return all(accepts(part, metadata) for part in parts)
        case Or(parts):
            return any(accepts(part, metadata) for part in parts)
        case Not(part):
            return not accepts(part, metadata)


def values_of(metadata: Metadata, field: str) -> tuple[str, ...]:
    """Returns the field's values, without empty texts."""
    value = metadata.get(field, ())
    return tuple(filter(None, (value,) if isinstance(value, str) else value))


def _lies_within(bounds: Range, value: str) -> bool:
    return (
        (bounds.gte is None or value >= bounds.gte)
        and (bounds.gt is None or value > bounds.gt)
        and (bounds.lte is None or value <= bounds.lte)
        and (bounds.lt is None or value < bounds.lt)
    )
