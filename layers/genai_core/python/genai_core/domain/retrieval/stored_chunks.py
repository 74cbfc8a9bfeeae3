"""Chunks as JSON, for stores that keep documents of any form, and searching in those that filter less."""

from __future__ import annotations

import base64
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from genai_core.domain.ingestion.chunk_json import chunk_json, read_chunk
from genai_core.domain.ingestion.chunks import EmbeddedChunk
from genai_core.domain.retrieval.filters import Metadata, values_of
from genai_core.domain.retrieval.passages import Candidate
from genai_core.domain.retrieval.scopes import Scope
from genai_core.domain.text.storable_text import storable_text, storable_values
from genai_core.errors import InvalidInput

_OVERSAMPLING = 4

Found = Sequence[tuple[Candidate, Metadata]]


def as_record(embedded: EmbeddedChunk) -> dict[str, Any]:
    """Returns all of the chunk but its vector as values of JSON; what UTF-8 cannot hold is replaced."""
    return {
        **storable_values(chunk_json(embedded.chunk)),
        "metadata": stored_metadata(embedded.chunk.metadata),
        "packed_tokens": base64.b64encode(embedded.packed_tokens).decode(),
    }


def as_chunk(record: dict[str, Any], vector: NDArray[np.float32]) -> EmbeddedChunk:
    """Returns the chunk of a record."""
    return EmbeddedChunk(read_chunk(record), vector, base64.b64decode(record["packed_tokens"]))


def stored_metadata(metadata: Metadata) -> dict[str, str | list[str]]:
    """Returns storable metadata with lists for tuples; empty values are left out."""
    stored: dict[str, str | list[str]] = {}
    for name, value in metadata.items():
        if values := storable_values(values_of(metadata, name)):
            stored[storable_text(name)] = values[0] if isinstance(value, str) else values
    return stored


def first_admitted(search: Callable[[int], Found], scope: Scope, limit: int) -> list[Candidate]:
    """Returns the `limit` best that the scope admits, from a search that knows nothing of it or not all.

    Args:
        search: Returns at most so many, best first, with their metadata; it is asked for more and more
            until enough passes or there is no more.
    """
    asked = limit
    while True:
        found = search(asked)
        admitted = [candidate for candidate, metadata in found if scope.admits(metadata)]
        if len(admitted) >= limit or len(found) < asked:
            return best(admitted, limit)
        asked *= _OVERSAMPLING


def best(candidates: Sequence[Candidate], limit: int) -> list[Candidate]:
    """Returns the best, ties in the order of their ids."""
    return sorted(candidates, key=lambda found: (-found.score, found.chunk_id))[:limit]


def require_limit(limit: int) -> None:
    """Raises InvalidInput where nothing is asked for."""
    if limit < 1:
        raise InvalidInput(f"a limit of {limit!r}", remedy="Ask for at least one.")


def require_vector(vector: NDArray[np.float32]) -> None:
    """Raises InvalidInput where it is none."""
    if vector.ndim != 1 or not len(vector) or not np.isfinite(vector).all():
        raise InvalidInput(f"a vector of shape {vector.shape!r}", remedy="It must be [d], of finite numbers.")
