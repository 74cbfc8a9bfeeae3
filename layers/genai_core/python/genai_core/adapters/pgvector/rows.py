"""Chunks as rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from pgvector import HalfVector
from psycopg.types.json import Jsonb

from genai_core.adapters.pgvector.blocks import pack
from genai_core.adapters.pgvector.connection import Cursor
from genai_core.domain.bm25 import Postings
from genai_core.domain.chunks import Chunk, EmbeddedChunk
from genai_core.domain.identifiers import ChunkId, ContentHash, DocumentId, WorkspaceId

_COPY_CHUNKS = """
    COPY chunks (workspace_id, chunk_number, chunk_id, document_id, version, ordinal, text, title,
                 heading_path, page, metadata, packed_tokens, postings) FROM STDIN WITH (FORMAT BINARY)
"""
_CHUNK_TYPES = (
    "text",
    "int8",
    *["text"] * 3,
    "int4",
    "text",
    "text",
    "text[]",
    "int4",
    "jsonb",
    "bytea",
    "bytea",
)
_COPY_VECTORS = "COPY chunk_vectors (workspace_id, chunk_id, vector) FROM STDIN WITH (FORMAT BINARY)"
FETCH_CHUNKS = """
    SELECT chunk_id, document_id, ordinal, text, title, heading_path, page, metadata, packed_tokens, vector
    FROM chunks JOIN chunk_vectors USING (workspace_id, chunk_id)
    WHERE workspace_id = %s AND chunk_id = ANY(%s)
"""


def take_numbers(cursor: Cursor, count: int) -> list[int]:
    """Returns numbers that no chunk has had before."""
    rows = cursor.execute("SELECT nextval('chunk_numbers') FROM generate_series(1, %s)", (count,)).fetchall()
    return [int(row[0]) for row in rows]


def copy_chunks(
    cursor: Cursor,
    workspace_id: WorkspaceId,
    version: ContentHash,
    chunks: Iterable[tuple[EmbeddedChunk, Postings, int]],
) -> None:
    """Writes chunks, each with its postings and its number, and their vectors."""
    vectors: list[tuple[WorkspaceId, ChunkId, HalfVector]] = []
    with cursor.copy(_COPY_CHUNKS) as copy:
        copy.set_types(_CHUNK_TYPES)
        for embedded, found, number in chunks:
            chunk = embedded.chunk
            vectors.append((workspace_id, chunk.chunk_id, HalfVector(embedded.vector)))
            copy.write_row(
                (
                    workspace_id,
                    number,
                    chunk.chunk_id,
                    chunk.document_id,
                    version,
                    chunk.ordinal,
                    _storable(chunk.text),
                    _storable(chunk.title),
                    [_storable(heading) for heading in chunk.heading_path],
                    chunk.page,
                    Jsonb({_storable(key): _storable(value) for key, value in chunk.metadata.items()}),
                    embedded.packed_tokens,
                    pack(found),
                )
            )
    with cursor.copy(_COPY_VECTORS) as copy:
        copy.set_types(["text", "text", "halfvec"])
        for vector in vectors:
            copy.write_row(vector)


def as_chunks(rows: Iterable[Sequence[Any]]) -> dict[ChunkId, EmbeddedChunk]:
    """Returns the chunks of rows that FETCH_CHUNKS found, by id."""
    return {ChunkId(row[0]): _embedded(row) for row in rows}


def _embedded(row: Sequence[Any]) -> EmbeddedChunk:
    chunk_id, document_id, ordinal, text, title, headings, page, metadata, packed, vector = row
    chunk = Chunk(
        ChunkId(chunk_id), DocumentId(document_id), ordinal, text, title, tuple(headings), page, metadata
    )
    return EmbeddedChunk(chunk, vector.to_numpy().astype(np.float32), bytes(packed))


def _storable(text: str) -> str:
    """Returns the text with the two things that PostgreSQL cannot hold replaced: NUL and lone surrogates."""
    return text.replace("\x00", "\ufffd").encode("utf-8", "replace").decode()
