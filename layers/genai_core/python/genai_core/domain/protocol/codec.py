"""Reads and writes contract values as JSON.

A server refuses unknown fields by name: otherwise a misspelt field would be ignored silently. A client
    ignores them, so that it works with a newer server.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import is_dataclass
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin

from genai_core.domain.protocol.description import FieldSpec, Limits, field_specs, limits_of, unwrapped
from genai_core.errors import InvalidInput

Value = TypeVar("Value")
Reader = Callable[[Any, str], Any]

_WORDS = {str: "text", bool: "true or false", int: "a whole number", float: "a number", NoneType: "null"}
_SHOWN_CHARS = 80


def to_json(value: Any) -> Any:
    """Returns the value in plain JSON types; fields marked OMITTED are left out at their default."""
    if isinstance(value, Enum):
        return value.value
    if is_dataclass(value) and not isinstance(value, type):
        return {
            spec.name: to_json(item)
            for spec in field_specs(type(value))
            if (item := getattr(value, spec.name)) != spec.default or not spec.is_omitted
        }
    if isinstance(value, Mapping):
        return {str(name): to_json(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [to_json(item) for item in value]
    return value


def wire_bytes(message: Any) -> bytes:
    """Returns JSON values as they are sent: UTF-8, without spaces; a lone surrogate becomes `?`."""
    return json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode(errors="replace")


def from_json(
    kind: type[Value], value: Any, *, named: str = "the request", is_tolerant: bool = False
) -> Value:
    """Returns a JSON value as `kind`.

    Args:
        named: Name of the value in errors about it as a whole.
        is_tolerant: Ignore fields that `kind` does not have, for values of a newer version.

    Raises:
        InvalidInput: It does not fit; names the place, the value, and the expected form.
    """
    try:
        return _reader(kind, is_tolerant)(value, "")
    except _Unfit as error:
        raise InvalidInput(f"{error.path or named} {error.problem}", remedy=error.remedy) from None


def viewed_as(kind: type[Value], value: Any) -> Value:
    """Returns a domain value's fields that the contract also has."""
    return from_json(kind, to_json(value), named=type(value).__name__, is_tolerant=True)


class _Unfit(Exception):
    """A value that does not fit, and its path: `models[2].id`."""

    def __init__(self, path: str, problem: str, remedy: str) -> None:
        super().__init__(problem)
        self.path, self.problem, self.remedy = path, problem, remedy


@cache
def _reader(annotation: Any, is_tolerant: bool) -> Reader:
    kind, extras = unwrapped(annotation)
    kind = getattr(kind, "__supertype__", kind)
    read = _reader_of_kind(kind, is_tolerant)
    limits = limits_of(extras)
    return read if limits == Limits() else _limited(read, limits)


def _reader_of_kind(kind: Any, is_tolerant: bool) -> Reader:
    if kind is Any:
        return lambda value, _: value
    if get_args(kind):
        return _generic(get_origin(kind), get_args(kind), is_tolerant)
    if is_dataclass(kind):
        return _object(kind, is_tolerant)  # pyright: ignore[reportArgumentType]
    if isinstance(kind, type) and issubclass(kind, Enum):
        return _choice({member.value: member for member in kind})
    return _scalar(kind)


def _generic(origin: Any, arguments: tuple[Any, ...], is_tolerant: bool) -> Reader:
    if origin is Literal:
        return _choice({option: option for option in arguments})
    if origin in (Union, UnionType):
        return _union(arguments, is_tolerant)
    if origin is dict:
        return _mapping(_reader(arguments[1], is_tolerant))
    return _sequence(origin, _reader(arguments[0], is_tolerant))


def _scalar(kind: Any) -> Reader:
    accepted = (int, float) if kind is float else (kind,)

    def read(value: Any, path: str) -> Any:
        if isinstance(value, accepted) and (kind is bool or not isinstance(value, bool)):
            return float(value) if kind is float else value
        raise _Unfit(path, f"is {_shown(value)}", f"It must be {_WORDS[kind]}.")

    return read


def _choice(options: Mapping[Any, Any]) -> Reader:
    listed = ", ".join(str(option) for option in options)

    def read(value: Any, path: str) -> Any:
        if isinstance(value, str | int | bool) and value in options:
            return options[value]
        raise _Unfit(path, f"is {_shown(value)}", f"It must be one of {listed}.")

    return read


def _union(kinds: tuple[Any, ...], is_tolerant: bool) -> Reader:
    readers = [_reader(kind, is_tolerant) for kind in kinds]

    def read(value: Any, path: str) -> Any:
        # For a union with null, the error of the value says more.
        problem: _Unfit | None = None
        for reader in readers:
            try:
                return reader(value, path)
            except _Unfit as error:
                problem = problem or error
        assert problem is not None  # noqa: S101 - a union has members
        raise problem

    return read


def _sequence(kind: type, item: Reader) -> Reader:
    def read(value: Any, path: str) -> Any:
        if not isinstance(value, list | tuple):
            raise _Unfit(path, f"is {_shown(value)}", "It must be a list.")
        return kind(item(element, f"{path}[{index}]") for index, element in enumerate(value))

    return read


def _mapping(item: Reader) -> Reader:
    def read(value: Any, path: str) -> Any:
        return {name: item(member, f"{path}[{name!r}]") for name, member in _members(value, path).items()}

    return read


def _object(kind: type, is_tolerant: bool) -> Reader:
    specs = field_specs(kind)
    readers = {spec.name: _reader(spec.annotation, is_tolerant) for spec in specs}
    takes_all = is_tolerant or bool(getattr(kind, "IGNORES_UNKNOWN", False))

    def read(value: Any, path: str) -> Any:
        given = _members(value, path)
        if not takes_all:
            _refuse_unknown(given, readers, path)
        prefix = f"{path}." if path else ""
        for spec in specs:
            _require(spec, given, path)
        return kind(
            **{name: reader(given[name], prefix + name) for name, reader in readers.items() if name in given}
        )

    return read


def _members(value: Any, path: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise _Unfit(path, f"is {_shown(value)}", "It must be an object.")
    return value


def _require(spec: FieldSpec, given: Mapping[str, Any], path: str) -> None:
    if spec.name not in given and not spec.has_default:
        raise _Unfit(path, f"lacks {spec.name!r}", f"Add it{f': {spec.doc}' if spec.doc else '.'}")


def _refuse_unknown(given: Mapping[str, Any], known: Mapping[str, Any], path: str) -> None:
    for name in given:
        if name not in known:
            remedy = f"Leave it out. Known are {', '.join(known)}." if known else "Leave it out."
            raise _Unfit(path, f"has an unknown field {name!r:.80}", remedy)


def _limited(read: Reader, limits: Limits) -> Reader:
    pattern = re.compile(limits.pattern)

    def read_limited(value: Any, path: str) -> Any:
        result = read(value, path)
        if result is None:
            return None
        if isinstance(result, int | float):
            if not _is_within(result, limits):
                raise _Unfit(path, f"is {_shown(value)}", f"It must be {_allowed(limits)}.")
        elif not _is_within(len(result), limits):
            unit = "characters" if isinstance(result, str) else "items"
            problem = f"has {len(result)} {unit}: {_shown(value)}"
            raise _Unfit(path, problem, f"It must have {_allowed(limits)} {unit}.")
        elif limits.pattern and not pattern.fullmatch(result):
            raise _Unfit(path, f"is {_shown(value)}", f"It must match {limits.pattern}.")
        return result

    return read_limited


def _is_within(size: float, limits: Limits) -> bool:
    above = limits.least is None or size >= limits.least
    return above and (limits.most is None or size <= limits.most)


def _allowed(limits: Limits) -> str:
    if limits.most is None:
        return f"{limits.least} or more"
    return f"at most {limits.most}" if limits.least is None else f"{limits.least} to {limits.most}"


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= _SHOWN_CHARS else text[: _SHOWN_CHARS - 1] + "…"
