"""JSON Schema (2020-12) of contract values, as OpenAPI 3.1 and AsyncAPI 3 use it."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from dataclasses import is_dataclass
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

from genai_core.domain.protocol.codec import to_json
from genai_core.domain.protocol.description import FieldSpec, Limits, field_specs, limits_of, unwrapped

Schema = dict[str, Any]
_SCALARS: dict[Any, Schema] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    NoneType: {"type": "null"},
    Any: {},
}
_LIMIT_WORDS = {
    "string": ("minLength", "maxLength"),
    "array": ("minItems", "maxItems"),
    "object": ("minProperties", "maxProperties"),
    "integer": ("minimum", "maximum"),
    "number": ("minimum", "maximum"),
}


class Schemas:
    """Collects the schemas of all values that a document names, under `#/components/schemas`."""

    def __init__(self) -> None:
        self._kinds: dict[str, tuple[type, bool]] = {}
        self.components: dict[str, Schema] = {}

    def reference(self, kind: type, *, is_received: bool) -> Schema:
        """Returns a reference to the schema of a value.

        Args:
            is_received: Clients send it: fields with a default may be left out, unknown ones are refused.
                What the server sends has every field that is not marked as omitted.
        """
        name = kind.__name__
        known = self._kinds.setdefault(name, (kind, is_received))
        if known[0] is not kind or (known[1] != is_received and is_dataclass(kind)):
            raise AssertionError(f"two schemas are called {name}: {known} and {(kind, is_received)}")
        if name not in self.components:
            self.components[name] = {}  # a value that holds itself would come back here
            made = _enum(kind) if issubclass(kind, Enum) else self._object(kind, is_received=is_received)
            self.components[name] = made
        return {"$ref": f"#/components/schemas/{name}"}

    def of(self, annotation: Any, *, is_received: bool) -> Schema:
        """Returns the schema of a field's type."""
        kind, extras = unwrapped(annotation)
        schema = self._of_kind(kind, is_received)
        return _limited(schema, limits_of(extras))

    def _of_kind(self, kind: Any, is_received: bool) -> Schema:
        origin, arguments = get_origin(kind), get_args(kind)
        if origin is Literal:
            return _options(arguments)
        if origin in (Union, UnionType):
            return _union([self.of(argument, is_received=is_received) for argument in arguments])
        if origin is tuple:
            return {"type": "array", "items": self.of(arguments[0], is_received=is_received)}
        if origin is dict:
            return {"type": "object", "additionalProperties": self.of(arguments[1], is_received=is_received)}
        if kind in _SCALARS:
            return dict(_SCALARS[kind])
        return self.reference(kind, is_received=is_received)

    def _object(self, kind: type, *, is_received: bool) -> Schema:
        specs = field_specs(kind)
        properties = {spec.name: self._property(spec, is_received) for spec in specs}
        required = [spec.name for spec in specs if not (spec.has_default if is_received else spec.is_omitted)]
        schema: Schema = {"type": "object", "description": inspect.getdoc(kind), "properties": properties}
        if required:
            schema["required"] = required
        if is_received and not getattr(kind, "IGNORES_UNKNOWN", False):
            schema["additionalProperties"] = False
        return schema

    def _property(self, spec: FieldSpec, is_received: bool) -> Schema:
        schema = self.of(spec.annotation, is_received=is_received)
        if spec.doc:
            schema = {**schema, "description": spec.doc}
        if is_received and spec.has_default:
            schema = {**schema, "default": to_json(spec.default)}
        return schema


def parameters(kind: type) -> list[tuple[FieldSpec, Schema]]:
    """Returns each query parameter with its schema."""
    schemas = Schemas()
    return [
        (spec, {**schemas.of(spec.annotation, is_received=True), "default": to_json(spec.default)})
        for spec in field_specs(kind)
    ]


def _enum(kind: type[Enum]) -> Schema:
    return {"type": "string", "description": inspect.getdoc(kind), "enum": [member.value for member in kind]}


def _options(options: tuple[Any, ...]) -> Schema:
    if len(options) == 1:
        return {"const": options[0]}
    return {"type": "string", "enum": list(options)}


def _union(members: list[Schema]) -> Schema:
    types = [member.get("type") for member in members]
    # `string or null` reads better as one schema with two types.
    if len(members) == 2 and types[1] == "null" and isinstance(types[0], str) and "enum" not in members[0]:
        return {**members[0], "type": [types[0], "null"]}
    return {"anyOf": members}


def _limited(schema: Schema, limits: Limits) -> Schema:
    least, most = _LIMIT_WORDS.get(_type(schema), ("", ""))
    bounds = {least: limits.least, most: limits.most, "pattern": f"^({limits.pattern})$"}
    keywords = {**bounds, "pattern": bounds["pattern"] if limits.pattern else None}
    return {**schema, **{word: bound for word, bound in keywords.items() if word and bound is not None}}


def _type(schema: Mapping[str, Any]) -> str:
    kind = schema.get("type", "")
    return kind[0] if isinstance(kind, list) else str(kind)
