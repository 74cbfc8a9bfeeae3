"""Store chunks in the archive: one transaction per document version."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from genai_core.domain.identifiers import ChunkId, ContentHash, DocumentId, WorkspaceId
from genai_core.domain.ingestion.chunks import EmbeddedChunk
from genai_core.domain.retrieval.bm25 import MAX_FREQUENCY, MAX_LENGTH, term_number
from genai_core.domain.retrieval.lexical import LexicalAnalyser
from genai_core.domain.retrieval.packed_tokens import distinct_keys
from genai_core.domain.retrieval.scopes import Scope
from genai_core.domain.retrieval.stored_chunks import admitted_in_order, as_chunk, as_record
from genai_core.domain.text.storable_text import storable_text
from genai_core.errors import InvalidInput
from quorum_stores.faiss.archive import Archive

_MARK = """
    INSERT INTO workspaces VALUES (?, 1, ?)
    ON CONFLICT (workspace_id) DO UPDATE SET generation = generation + 1
    RETURNING dimensions
"""
_ADD_CHUNK = """
    INSERT INTO chunks (workspace_id, document_id, chunk_id, length, metadata, record, vector, pieces)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
"""
_OF_DOCUMENT = "SELECT number FROM chunks WHERE workspace_id = ? AND document_id = ?"


@dataclass(frozen=True, slots=True)
class FaissChunkIndex:
    """Implements ChunkIndex."""

    archive: Archive
    analyser: LexicalAnalyser

    def replace_document(
        self,
        workspace_id: WorkspaceId,
        document_id: DocumentId,
        version: ContentHash,  # noqa: ARG002  (chunk ids carry it)
        chunks: Sequence[EmbeddedChunk],
    ) -> None:
        # Counting words is slow and needs no lock.
        analyser = self.analyser.for_document([embedded.chunk for embedded in chunks])
        counted = [analyser.count(embedded.chunk.searchable_text) for embedded in chunks]

        def work(connection: sqlite3.Connection) -> None:
            _remove(connection, workspace_id, document_id)
            _mark(connection, workspace_id, len(chunks[0].vector) if chunks else 0)
            for embedded, (terms, length) in zip(chunks, counted, strict=True):
                row = self._row(workspace_id, embedded, length)
                number = connection.execute(_ADD_CHUNK, row).lastrowid
                by_number = {term_number(term): min(count, MAX_FREQUENCY) for term, count in terms.items()}
                connection.executemany(
                    "INSERT INTO postings VALUES (?, ?, ?, ?)",
                    ((storable_text(workspace_id), term, number, count) for term, count in by_number.items()),
                )

        self.archive.write(work)

    def delete_document(self, workspace_id: WorkspaceId, document_id: DocumentId) -> int:
        def work(connection: sqlite3.Connection) -> int:
            removed = _remove(connection, workspace_id, document_id)
            if removed:
                _mark(connection, workspace_id, 0)
            return removed

        return self.archive.write(work)

    def delete_workspace(self, workspace_id: WorkspaceId) -> int:
        name = (storable_text(workspace_id),)

        def work(connection: sqlite3.Connection) -> int:
            connection.execute("DELETE FROM postings WHERE workspace_id = ?", name)
            removed = connection.execute("DELETE FROM chunks WHERE workspace_id = ?", name).rowcount
            # The generation stays and rises, so that other processes drop their loaded data.
            connection.execute(
                "UPDATE workspaces SET generation = generation + 1, dimensions = 0 WHERE workspace_id = ?",
                name,
            )
            return removed

        return self.archive.write(work)

    def fetch(self, scope: Scope, chunk_ids: Sequence[ChunkId]) -> list[EmbeddedChunk]:
        statement = (
            "SELECT chunk_id, record, vector FROM chunks WHERE workspace_id = ?"
            " AND chunk_id IN (SELECT value FROM json_each(?))"
        )
        values = (storable_text(scope.workspace_id), json.dumps([storable_text(key) for key in chunk_ids]))
        rows = self.archive.read(lambda connection: connection.execute(statement, values).fetchall())
        chunks_by_id = {
            key: as_chunk(json.loads(record), np.frombuffer(vector, np.float32).copy())
            for key, record, vector in rows
        }
        return admitted_in_order(chunks_by_id, map(storable_text, chunk_ids), scope)

    def count(self, workspace_id: WorkspaceId) -> int:
        statement = "SELECT count(*) FROM chunks WHERE workspace_id = ?"
        return self.archive.read(
            lambda connection: int(
                connection.execute(statement, (storable_text(workspace_id),)).fetchone()[0]
            )
        )

    def _row(self, workspace_id: WorkspaceId, embedded: EmbeddedChunk, length: int) -> tuple[object, ...]:
        record, packed = as_record(embedded), embedded.packed_tokens
        keys = distinct_keys(packed)
        return (
            storable_text(workspace_id),
            record["document_id"],
            record["chunk_id"],
            min(length, MAX_LENGTH),
            json.dumps(record["metadata"]),
            json.dumps(record),
            embedded.vector.astype(np.float32).tobytes(),
            keys.astype(np.int32).tobytes(),
        )


def _remove(connection: sqlite3.Connection, workspace_id: WorkspaceId, document_id: DocumentId) -> int:
    values = (storable_text(workspace_id), storable_text(document_id))
    connection.execute(f"DELETE FROM postings WHERE number IN ({_OF_DOCUMENT})", values)  # noqa: S608  (contains no input)
    return connection.execute(
        "DELETE FROM chunks WHERE workspace_id = ? AND document_id = ?", values
    ).rowcount


def _mark(connection: sqlite3.Connection, workspace_id: WorkspaceId, dimensions: int) -> None:
    """Records a change of the workspace. Raises InvalidInput if its vectors have another length."""
    values = (storable_text(workspace_id), dimensions)
    (known,) = connection.execute(_MARK, values).fetchone()
    if not dimensions or known == dimensions:
        return
    if known:
        raise InvalidInput(f"the vectors have length {dimensions!r}", remedy=f"The workspace's have {known}.")
    connection.execute("UPDATE workspaces SET dimensions = ? WHERE workspace_id = ?", values[::-1])
