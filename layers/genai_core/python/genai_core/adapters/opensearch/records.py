"""Chunks as documents of an index, and back.

Stems, pairs of stems and identifiers lie in fields of their own, filled up to the chunk's length in stems:
so OpenSearch's length normalisation and mean length mean the same in all three as in `domain.bm25`.
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
"""Stands in no text's terms; it only counts."""

_MAX_VALUE_CHARS = 8000
"""A keyword holds 32,766 bytes. Filters compare no more than 400 characters, so none is lost by a cut."""


def field_of(term: str) -> tuple[str, str]:
    """Returns the field that a term of the analyser stands in, and its form there, without a space."""
    if term.startswith("="):
        return "identifiers", term
    # A stem holds no underscore.
    return ("pairs", term.replace(" ", "_")) if " " in term else ("stems", term)


def as_document(embedded: EmbeddedChunk, version: ContentHash, analyser: LexicalAnalyser) -> dict[str, Any]:
    """Returns what is indexed for a chunk."""
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
    """Returns the chunk of a document's stored part."""
    vector = np.frombuffer(base64.b64decode(source["half_vector"]), "<f2").astype(np.float32)
    return EmbeddedChunk(read_chunk(source["chunk"]), vector, base64.b64decode(source["packed_tokens"]))


def decimals(vector: NDArray[np.float32]) -> list[float]:
    """Returns a vector as short numbers: half of what its exact decimals would take."""
    return np.round(vector.astype(np.float64), 6).tolist()


def _terms(analyser: LexicalAnalyser, text: str) -> dict[str, str]:
    terms, length = analyser.count(text)
    tokens: dict[str, list[str]] = {"stems": [], "pairs": [], "identifiers": []}
    for term, count in terms.items():
        field, token = field_of(term)
        tokens[field] += [token] * count
    return {field: " ".join([*found, *_filling(len(found), length)]) for field, found in tokens.items()}


def _filling(tokens: int, length: int) -> list[str]:
    # A chunk without a word is counted among the chunks all the same.
    return [FILLER] * (max(length, 1) - tokens)


def _values(metadata: Mapping[str, Any]) -> Iterator[tuple[str, list[str]]]:
    for field in (*FIELDS, READERS):
        if values := values_of(metadata, field):
            yield field, [storable_text(value)[:_MAX_VALUE_CHARS] for value in values]


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
