"""Describes the fields of a contract value: for the codec, and for the generators.

A field is annotated with `Annotated[type, "documentation", Limits(...), OMITTED]`; all but the type is
optional.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import MISSING, Field, dataclass, fields
from functools import cache
from typing import Annotated, Any, get_args, get_origin, get_type_hints


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of a field: of a number's value, a text's characters, or a list's or object's items.

    Attributes:
        pattern: Regular expression that the whole text must match; empty for any.
    """

    least: float | None = None
    most: float | None = None
    pattern: str = ""


@dataclass(frozen=True, slots=True)
class Omitted:
    """Marks a field that is left out of the JSON while it has its default."""


OMITTED = Omitted()


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field.

    Attributes:
        annotation: Its type with its limits, without its documentation.
        has_default: A reader takes the default if the field is missing.
        is_omitted: It is not written while it has its default.
    """

    name: str
    annotation: Any
    doc: str
    has_default: bool
    default: Any
    is_omitted: bool


@cache
def field_specs(kind: type) -> tuple[FieldSpec, ...]:
    """Returns the fields of a dataclass, in order."""
    hints = get_type_hints(kind, include_extras=True)
    return tuple(_spec(field, hints[field.name]) for field in fields(kind))


def unwrapped(annotation: Any) -> tuple[Any, tuple[Any, ...]]:
    """Returns a type and its annotations."""
    if get_origin(annotation) is Annotated:
        kind, *extras = get_args(annotation)
        return kind, tuple(extras)
    return annotation, ()


def limits_of(extras: Iterable[Any]) -> Limits:
    """Returns the limits among a type's annotations; no limits if there are none."""
    return next((extra for extra in extras if isinstance(extra, Limits)), Limits())


def _spec(field: Field[Any], annotation: Any) -> FieldSpec:
    kind, extras = unwrapped(annotation)
    kept = tuple(extra for extra in extras if isinstance(extra, Limits))
    default = field.default_factory() if field.default_factory is not MISSING else field.default
    return FieldSpec(
        name=field.name,
        annotation=Annotated[(kind, *kept)] if kept else kind,
        # The outermost of nested annotations is the most specific.
        doc=next((extra for extra in reversed(extras) if isinstance(extra, str)), ""),
        has_default=default is not MISSING,
        default=default,
        is_omitted=OMITTED in extras,
    )
