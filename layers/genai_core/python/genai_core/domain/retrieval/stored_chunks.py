"""Store chunks as JSON, and search stores whose own filters are weaker than a scope."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from genai_core.domain.ingestion.chunk_json import chunk_json, read_chunk
from genai_core.domain.ingestion.chunks import EmbeddedChunk
from genai_core.domain.retrieval.candidates import best_candidates
from genai_core.domain.retrieval.filters import Metadata, values_of
from genai_core.domain.retrieval.passages import Candidate
from genai_core.domain.retrieval.scopes import Scope
from genai_core.domain.text.storable_text import storable_text, storable_values

_OVERSAMPLING = 4

Found = Sequence[tuple[Candidate, Metadata]]


def as_record(embedded: EmbeddedChunk) -> dict[str, Any]:
    """Returns the chunk without its vector as JSON values; characters that UTF-8 cannot encode are
    replaced."""
    return {
        **storable_values(chunk_json(embedded.chunk)),
        "metadata": stored_metadata(embedded.chunk.metadata),
        "packed_tokens": base64.b64encode(embedded.packed_tokens).decode(),
    }


def as_chunk(record: dict[str, Any], vector: NDArray[np.float32]) -> EmbeddedChunk:
    """Returns the chunk of a record."""
    return EmbeddedChunk(read_chunk(record), vector, base64.b64decode(record["packed_tokens"]))


def stored_metadata(metadata: Metadata) -> dict[str, str | list[str]]:
    """Returns storable metadata with lists instead of tuples, without empty values."""
    stored: dict[str, str | list[str]] = {}
    for name, value in metadata.items():
        if values := storable_values(values_of(metadata, name)):
            stored[storable_text(name)] = values[0] if isinstance(value, str) else values
    return stored


def admitted_in_order(
    chunks: Mapping[str, EmbeddedChunk], keys: Iterable[str], scope: Scope
) -> list[EmbeddedChunk]:
    """Returns the chunks that exist and that the scope admits, in the order of the keys."""
    wanted = (chunks.get(key) for key in keys)
    return [embedded for embedded in wanted if embedded and scope.admits(embedded.chunk.metadata)]


def first_admitted(search: Callable[[int], Found], scope: Scope, limit: int) -> list[Candidate]:
    """Returns the `limit` best candidates that the scope admits, from a search that does not fully filter.

    Args:
        search: Returns at most the given number, best first, with their metadata; it is called with a growing
            number until enough pass or there are no more.
    """
    count = limit
    while True:
        hits = search(count)
        admitted = [candidate for candidate, metadata in hits if scope.admits(metadata)]
        if len(admitted) >= limit or len(hits) < count:
            return best_candidates(admitted, limit)
        count *= _OVERSAMPLING
