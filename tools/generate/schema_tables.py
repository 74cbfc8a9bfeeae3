"""JSON Schemas as Markdown: a table of fields for each value, and words for each type."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tools.generate.json_schema import Schema

_BOUNDS = (
    ("minLength", "maxLength", " characters"),
    ("minItems", "maxItems", " items"),
    ("minProperties", "maxProperties", " entries"),
    ("minimum", "maximum", ""),
)


def value_sections(schemas: Mapping[str, Schema]) -> Iterator[str]:
    """Yields a section for each value, with its fields or its choices."""
    for name, schema in schemas.items():
        yield f"\n### {name}\n\n{cell(schema.get('description', ''))}\n".replace("\n\n\n", "\n")
        yield "\n" + (field_table(schema) if schema.get("properties") else f"{type_words(schema)}\n")


def field_table(schema: Schema) -> str:
    """Returns the table of an object's fields."""
    required = schema.get("required", ())
    rows = (
        f"| `{name}` | {type_words(part)} | {_presence(name, part, required)} | {_meaning(part)} |\n"
        for name, part in schema["properties"].items()
    )
    return "| field | value | given | meaning |\n|---|---|---|---|\n" + "".join(rows)


def type_words(schema: Schema) -> str:
    """Returns the type of a value in words; named values are links within the page."""
    if "$ref" in schema:
        return _link(schema["$ref"])
    if "anyOf" in schema:
        return " or ".join(type_words(option) for option in schema["anyOf"])
    if "const" in schema or "enum" in schema:
        return ", ".join(map(_choice, schema.get("enum", [schema.get("const")])))
    kinds = schema.get("type", "any value")
    words = " or ".join(_kind(kind, schema) for kind in ([kinds] if isinstance(kinds, str) else kinds))
    pattern = [f"like `{cell(schema['pattern'])}`"] if "pattern" in schema else []
    return ", ".join([words, *_limits(schema), *pattern])


def cell(text: str) -> str:
    """Returns text on one line, as a cell of a table holds it."""
    return " ".join(text.replace("|", "\\|").split())


def _kind(kind: str, schema: Schema) -> str:
    if kind == "array":
        return f"list of {type_words(schema.get('items', {}))}"
    inside = schema.get("additionalProperties")
    if kind == "object" and isinstance(inside, dict):
        return f"object of {type_words(inside)} by name"
    return "text" if kind == "string" else kind


def _limits(schema: Schema) -> Iterator[str]:
    for least, most, unit in _BOUNDS:
        if least in schema and most in schema:
            yield f"{schema[least]} to {schema[most]}{unit}"
        elif least in schema:
            yield f"at least {schema[least]}{unit}"
        elif most in schema:
            yield f"at most {schema[most]}{unit}"


def _presence(name: str, part: Schema, required: Any) -> str:
    if name in required:
        return "always"
    return f"or `{_json(part['default'])}`" if part.get("default") not in (None, "", [], {}) else "optional"


def _meaning(part: Schema) -> str:
    return cell(part.get("description", ""))


def _choice(value: Any) -> str:
    return f"`{_json(value)}`" if value != "" else "an empty text"


def _link(reference: str) -> str:
    name = reference.rpartition("/")[2]
    return f"[{name}](#{name.lower()})"


def _json(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
