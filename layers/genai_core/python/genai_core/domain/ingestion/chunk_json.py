"""Convert a chunk to and from JSON: the one list of its fields for artifacts, archives and stores."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any

from genai_core.domain.ingestion.chunks import Chunk
from genai_core.domain.ingestion.document_metadata import as_metadata

_NAMES = frozenset(field.name for field in fields(Chunk))
_TUPLES = ("heading_path", "passage", "page_turns")


def chunk_json(chunk: Chunk) -> dict[str, Any]:
    """Returns the chunk's fields by name; tuples become lists in JSON."""
    return asdict(chunk)


def read_chunk(stored: Mapping[str, Any]) -> Chunk:
    """Returns the chunk for stored fields, with lists as tuples.

    Other fields are ignored; missing ones, which an older version did not store, get their default.
    """
    values = {name: value for name, value in stored.items() if name in _NAMES}
    values |= {name: tuple(values[name]) for name in _TUPLES if name in values}
    values["section_turns"] = tuple((start, section) for start, section in values.get("section_turns", ()))
    values["metadata"] = as_metadata(values["metadata"])
    return Chunk(**values)
