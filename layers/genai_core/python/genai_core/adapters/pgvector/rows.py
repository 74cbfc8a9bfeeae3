"""Write chunks as rows, and read them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from pgvector import HalfVector
from psycopg import sql
from psycopg.types.json import Jsonb

from genai_core.adapters.pgvector.blocks import pack
from genai_core.adapters.pgvector.connection import Cursor
from genai_core.domain.identifiers import ChunkId, ContentHash, WorkspaceId
from genai_core.domain.ingestion.chunk_json import read_chunk
from genai_core.domain.ingestion.chunks import EmbeddedChunk
from genai_core.domain.ingestion.document_metadata import READERS
from genai_core.domain.retrieval.bm25 import Postings
from genai_core.domain.retrieval.filters import Metadata, values_of
from genai_core.domain.retrieval.stored_chunks import stored_metadata
from genai_core.domain.text.storable_text import storable_text, storable_values

_COPY_CHUNKS = """
    COPY chunks (workspace_id, chunk_number, chunk_id, document_id, version, ordinal, text, title,
                 heading_path, page, metadata, readers, packed_tokens, postings, starts_at, repeated,
                 passage, page_turns, section_turns)
    FROM STDIN WITH (FORMAT BINARY)
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
    "text[]",
    "bytea",
    "bytea",
    "int4",
    "int4",
    "text[]",
    "int4[]",
    "jsonb",
)
_COPY_VECTORS = """
    COPY chunk_vectors (workspace_id, chunk_id, vector, metadata, readers) FROM STDIN WITH (FORMAT BINARY)
"""
_VECTOR_TYPES = ("text", "text", "halfvec", "jsonb", "text[]")
_FETCHED = (
    "chunk_id",
    "document_id",
    "ordinal",
    "text",
    "title",
    "heading_path",
    "page",
    "metadata",
    "start",
    "repeated",
    "passage",
    "page_turns",
    "section_turns",
)
FETCH_CHUNKS = sql.SQL("""
    SELECT chunk_id, document_id, ordinal, text, title, heading_path, page, metadata, starts_at, repeated,
        passage, page_turns, section_turns, packed_tokens,
        (SELECT vector FROM chunk_vectors AS v
         WHERE v.workspace_id = chunks.workspace_id AND v.chunk_id = chunks.chunk_id)
    FROM chunks WHERE workspace_id = %s AND chunk_id = ANY(%s) AND {condition}
""")


def take_numbers(cursor: Cursor, count: int) -> list[int]:
    """Returns chunk numbers that were never used before."""
    rows = cursor.execute("SELECT nextval('chunk_numbers') FROM generate_series(1, %s)", (count,)).fetchall()
    return [int(row[0]) for row in rows]


def copy_chunks(
    cursor: Cursor,
    workspace_id: WorkspaceId,
    version: ContentHash,
    chunks: Iterable[tuple[EmbeddedChunk, Postings, int]],
) -> None:
    """Writes chunks with their numbers, postings and vectors."""
    vectors: list[tuple[WorkspaceId, ChunkId, HalfVector, Jsonb, list[str] | None]] = []
    with cursor.copy(_COPY_CHUNKS) as copy:
        copy.set_types(_CHUNK_TYPES)
        for embedded, postings, number in chunks:
            chunk = embedded.chunk
            metadata, readers = _metadata(chunk.metadata)
            vectors.append((workspace_id, chunk.chunk_id, HalfVector(embedded.vector), metadata, readers))
            copy.write_row(
                (
                    workspace_id,
                    number,
                    chunk.chunk_id,
                    chunk.document_id,
                    version,
                    chunk.ordinal,
                    storable_text(chunk.text),
                    storable_text(chunk.title),
                    [storable_text(heading) for heading in chunk.heading_path],
                    chunk.page,
                    metadata,
                    readers,
                    embedded.packed_tokens,
                    pack(postings),
                    chunk.start,
                    chunk.repeated,
                    list(chunk.passage),
                    list(chunk.page_turns),
                    Jsonb(storable_values(chunk.section_turns)),
                )
            )
    with cursor.copy(_COPY_VECTORS) as copy:
        copy.set_types(_VECTOR_TYPES)
        for vector in vectors:
            copy.write_row(vector)


def as_chunks(rows: Iterable[Sequence[Any]]) -> dict[ChunkId, EmbeddedChunk]:
    """Returns the chunks of the rows of FETCH_CHUNKS, by id."""
    return {ChunkId(row[0]): _embedded(row) for row in rows}


def _embedded(row: Sequence[Any]) -> EmbeddedChunk:
    *values, packed, vector = row
    chunk = read_chunk(dict(zip(_FETCHED, values, strict=True)))
    return EmbeddedChunk(chunk, vector.to_numpy().astype(np.float32), bytes(packed))


def _metadata(metadata: Metadata) -> tuple[Jsonb, list[str] | None]:
    """Returns the metadata without empty values, and its readers; None for all readers."""
    readers = [storable_text(part) for part in values_of(metadata, READERS)]
    return Jsonb(stored_metadata(metadata)), readers or None
