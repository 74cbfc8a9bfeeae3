"""Convert chunks to Chroma's records, and back.

The document that Chroma searches has only what the retrievers need: length, postings and metadata, one line
each. A term is searched for as the 16 digits of its number, as a substring of the document. The chunk itself
is in the record's metadata, beside the values to filter by.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from genai_core.domain.ingestion.chunks import EmbeddedChunk
from genai_core.domain.ingestion.document_metadata import FIELDS, READERS, as_metadata
from genai_core.domain.retrieval.bm25 import MAX_FREQUENCY, MAX_LENGTH, term_number
from genai_core.domain.retrieval.filters import And, Equals, Exists, Filter, In, Metadata, Or, values_of
from genai_core.domain.retrieval.scopes import Scope
from genai_core.domain.retrieval.stored_chunks import as_chunk, as_record

_FOR_ALL = "for_all"


@dataclass(frozen=True, slots=True)
class Searched:
    """The parsed document of a record."""

    length: int
    frequencies: Mapping[str, int]
    metadata: Metadata


def term_key(term: str) -> str:
    """Returns a term's key in documents."""
    return f"{term_number(term):016x}"


def write_document(terms: Mapping[str, int], length: int, metadata: Metadata) -> str:
    """Returns the document; `read_document` parses it."""
    postings = " ".join(f"{term_key(term)}:{min(count, MAX_FREQUENCY)}" for term, count in terms.items())
    return f"{min(length, MAX_LENGTH)}\n{postings}\n{json.dumps(metadata)}"


def read_document(document: str) -> Searched:
    """Returns the parsed document."""
    length, postings, metadata = document.split("\n", 2)
    pairs = (posting.split(":") for posting in postings.split())
    return Searched(int(length), {key: int(count) for key, count in pairs}, as_metadata(json.loads(metadata)))


def write_metadata(embedded: EmbeddedChunk, keys: NDArray[np.int32]) -> dict[str, Any]:
    """Returns the metadata of a chunk's record, with its distinct token keys."""
    record = as_record(embedded)
    metadata: dict[str, Any] = {
        "document_id": record["document_id"],
        "record": json.dumps(record),
        "pieces": base64.b64encode(keys.astype(np.int32).tobytes()).decode(),
        _FOR_ALL: not values_of(record["metadata"], READERS),
    }
    for name in (*FIELDS, READERS):
        if values := values_of(as_metadata(record["metadata"]), name):
            metadata[f"values_{name}"], metadata[f"has_{name}"] = list(values), True
    return metadata


def read_metadata(stored: Mapping[str, Any], vector: list[float]) -> EmbeddedChunk:
    """Returns the chunk of a record."""
    return as_chunk(json.loads(stored["record"]), np.array(vector, np.float32))


def read_keys(stored: Mapping[str, Any]) -> NDArray[np.int32]:
    """Returns the distinct token keys of a record."""
    return np.frombuffer(base64.b64decode(stored["pieces"]), np.int32)


def condition_of(scope: Scope) -> dict[str, Any]:
    """Returns a condition that passes all that the scope admits, and more: without ranges and negations."""
    readable = _any([{_FOR_ALL: True}, _among(READERS, (scope.reader,))])
    wanted = _of(scope.filter) if scope.filter is not None else None
    return {"$and": [readable, wanted]} if wanted else readable


def _of(wanted: Filter) -> dict[str, Any] | None:
    """Returns the condition; None if it cannot be expressed."""
    match wanted:
        case Equals(field, value):
            return _among(field, (value,))
        case In(field, values) if values:
            return _among(field, values)
        case Exists(field):
            return {f"has_{field}": True}
        case And(parts):
            # A conjunction without some parts passes more, never less.
            conditions = [condition for part in parts if (condition := _of(part))]
            return {"$and": conditions} if len(conditions) > 1 else next(iter(conditions), None)
        case Or(parts):
            conditions = [condition for part in parts if (condition := _of(part))]
            return _any(conditions) if conditions and len(conditions) == len(parts) else None
        case _:
            return None


def _among(field: str, values: tuple[str, ...]) -> dict[str, Any]:
    return _any([{f"values_{field}": {"$contains": value}} for value in values])


def _any(conditions: list[dict[str, Any]]) -> dict[str, Any]:
    return conditions[0] if len(conditions) == 1 else {"$or": conditions}
