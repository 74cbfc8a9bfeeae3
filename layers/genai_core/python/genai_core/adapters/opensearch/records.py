"""Convert chunks to documents of an index, and back.

Stems, pairs of stems and identifiers have separate fields, each padded to the chunk's length in stems, so
that OpenSearch's length normalisation and mean length are those of `domain.retrieval.bm25` in all three.
"""

from __future__ import annotations

import base64
import time
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from genai_core.domain.identifiers import ContentHash
from genai_core.domain.ingestion.chunk_json import chunk_json, read_chunk
from genai_core.domain.ingestion.chunks import EmbeddedChunk
from genai_core.domain.ingestion.document_metadata import FIELDS, READERS
from genai_core.domain.retrieval.filters import values_of
from genai_core.domain.retrieval.lexical import LexicalAnalyser
from genai_core.domain.retrieval.packed_tokens import distinct_keys
from genai_core.domain.text.storable_text import storable_text, storable_values

FILLER = "\u00b7"
"""Padding term, which is in no text."""

_MAX_VALUE_CHARS = 8000
"""Maximum characters of a keyword, which may have 32,766 bytes; filters compare at most 400 characters."""


def field_of(term: str) -> tuple[str, str]:
    """Returns the field of a term of the analyser, and the term's form in it, without a space."""
    if term.startswith("="):
        return "identifiers", term
    # A stem has no underscore.
    return ("pairs", term.replace(" ", "_")) if " " in term else ("stems", term)


def as_document(embedded: EmbeddedChunk, version: ContentHash, analyser: LexicalAnalyser) -> dict[str, Any]:
    """Returns the indexed document of a chunk."""
    chunk, packed = embedded.chunk, embedded.packed_tokens
    return {
        "chunk_id": chunk.chunk_id,
        "document_id": chunk.document_id,
        "version": version,
        "written": time.time_ns(),
        **_terms(analyser, chunk.searchable_text),
        "pieces": [str(key) for key in distinct_keys(packed).tolist()],
        "fields": dict(_values(chunk.metadata)),
        "chunk": storable_values(chunk_json(chunk)),
        "vector": decimals(embedded.vector),
        "half_vector": _text(embedded.vector.astype("<f2").tobytes()),
        "packed_tokens": _text(packed),
    }


def as_chunk(source: Mapping[str, Any]) -> EmbeddedChunk:
    """Returns the chunk from a document's stored source."""
    vector = np.frombuffer(base64.b64decode(source["half_vector"]), "<f2").astype(np.float32)
    return EmbeddedChunk(read_chunk(source["chunk"]), vector, base64.b64decode(source["packed_tokens"]))


def decimals(vector: NDArray[np.float32]) -> list[float]:
    """Returns a vector as short decimals, half as long as the exact ones."""
    return np.round(vector.astype(np.float64), 6).tolist()


def _terms(analyser: LexicalAnalyser, text: str) -> dict[str, str]:
    terms, length = analyser.count(text)
    tokens: dict[str, list[str]] = {"stems": [], "pairs": [], "identifiers": []}
    for term, count in terms.items():
        field, token = field_of(term)
        tokens[field] += [token] * count
    return {
        field: " ".join([*field_terms, *_filling(len(field_terms), length)])
        for field, field_terms in tokens.items()
    }


def _filling(tokens: int, length: int) -> list[str]:
    # A chunk without words still counts as a chunk.
    return [FILLER] * (max(length, 1) - tokens)


def _values(metadata: Mapping[str, Any]) -> Iterator[tuple[str, list[str]]]:
    for field in (*FIELDS, READERS):
        if values := values_of(metadata, field):
            yield field, [storable_text(value)[:_MAX_VALUE_CHARS] for value in values]


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
