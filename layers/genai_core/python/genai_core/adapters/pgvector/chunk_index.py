"""Store chunks in PostgreSQL: one transaction per document version."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from genai_core.adapters.pgvector.blocks import unpack
from genai_core.adapters.pgvector.conditions import condition_of
from genai_core.adapters.pgvector.connection import Cursor, Database
from genai_core.adapters.pgvector.rows import FETCH_CHUNKS, as_chunks, copy_chunks, take_numbers
from genai_core.adapters.pgvector.segments import add_segment, may_merge, merge_due
from genai_core.adapters.pgvector.token_counts import count_tokens, pack_counts
from genai_core.adapters.pgvector.vector_index import PgVectorIndex
from genai_core.domain.identifiers import ChunkId, ContentHash, DocumentId, WorkspaceId
from genai_core.domain.ingestion.chunks import EmbeddedChunk
from genai_core.domain.retrieval.bm25 import Postings, Statistics, joined, postings_of
from genai_core.domain.retrieval.lexical import LexicalAnalyser
from genai_core.domain.retrieval.packed_tokens import token_keys
from genai_core.domain.retrieval.scopes import Scope
from genai_core.errors import QuorumError

# Writers lock the workspace shared and their document exclusively; deleting a workspace excludes all writers.
_SHARE_WORKSPACE = "SELECT pg_advisory_xact_lock_shared(hashtextextended(%s, 1))"
_OWN_WORKSPACE = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 1))"
_OWN_DOCUMENT = "SELECT pg_advisory_xact_lock(hashtextextended(%s || chr(10) || %s, 3))"
_TAKE_CHUNKS = """
    WITH gone AS (
        DELETE FROM chunks WHERE workspace_id = %s AND document_id = %s
        RETURNING workspace_id, chunk_id, postings, packed_tokens
    ), without_vectors AS (
        DELETE FROM chunk_vectors AS v USING gone AS g
        WHERE v.workspace_id = g.workspace_id AND v.chunk_id = g.chunk_id
    )
    SELECT postings, packed_tokens FROM gone
"""
_REMOVE_WORKSPACE = (
    "DELETE FROM lexical_blocks WHERE segment_id IN"
    " (SELECT segment_id FROM lexical_segments WHERE workspace_id = %s)",
    "DELETE FROM lexical_segments WHERE workspace_id = %s",
    "DELETE FROM chunk_vectors WHERE workspace_id = %s",
    "DELETE FROM chunks WHERE workspace_id = %s",
)
_COUNT = "SELECT coalesce(sum(chunks), 0)::bigint FROM lexical_segments WHERE workspace_id = %s"
_MAX_MERGES_PER_WRITE = 8


@dataclass(frozen=True, slots=True)
class PgChunkIndex:
    """Implements ChunkIndex.

    Attributes:
        vectors: Checked now and then for whether the workspace needs a vector index; None for never.
    """

    database: Database
    analyser: LexicalAnalyser
    vectors: PgVectorIndex | None = None

    def replace_document(
        self,
        workspace_id: WorkspaceId,
        document_id: DocumentId,
        version: ContentHash,
        chunks: Sequence[EmbeddedChunk],
    ) -> None:
        # Counting words is slow and needs no lock.
        analyser = self.analyser.for_document([embedded.chunk for embedded in chunks])
        counted = [analyser.count(embedded.chunk.searchable_text) for embedded in chunks]

        def work(cursor: Cursor) -> bool:
            removed = self._take(cursor, workspace_id, document_id)
            numbers = take_numbers(cursor, len(chunks))
            postings = [
                postings_of(number, terms, length)
                for number, (terms, length) in zip(numbers, counted, strict=True)
            ]
            copy_chunks(cursor, workspace_id, version, zip(chunks, postings, numbers, strict=True))
            packed = [embedded.packed_tokens for embedded in chunks]
            self._record(cursor, workspace_id, _Change(postings, packed), removed)
            return may_merge(cursor, workspace_id)

        if self.database.write(work):
            self._tidy(workspace_id)

    def delete_document(self, workspace_id: WorkspaceId, document_id: DocumentId) -> int:
        def work(cursor: Cursor) -> tuple[int, bool]:
            removed = self._take(cursor, workspace_id, document_id)
            self._record(cursor, workspace_id, _Change([], []), removed)
            return len(removed.postings), may_merge(cursor, workspace_id)

        count, due = self.database.write(work)
        if due:
            self._tidy(workspace_id)
        return count

    def delete_workspace(self, workspace_id: WorkspaceId) -> int:
        def work(cursor: Cursor) -> int:
            cursor.execute(_OWN_WORKSPACE, (workspace_id,))
            for statement in _REMOVE_WORKSPACE:
                cursor.execute(statement, (workspace_id,))
            return max(cursor.rowcount, 0)

        return self.database.write(work)

    def fetch(self, scope: Scope, chunk_ids: Sequence[ChunkId]) -> list[EmbeddedChunk]:
        if not chunk_ids:
            return []
        condition = condition_of(scope)
        statement = FETCH_CHUNKS.format(condition=condition.clause)
        chunks_by_id = as_chunks(
            self.database.query(statement, (scope.workspace_id, list(chunk_ids), *condition.values))
        )
        return [chunks_by_id[chunk_id] for chunk_id in chunk_ids if chunk_id in chunks_by_id]

    def count(self, workspace_id: WorkspaceId) -> int:
        ((count,),) = self.database.query(_COUNT, (workspace_id,))
        return int(count)

    def _take(self, cursor: Cursor, workspace_id: WorkspaceId, document_id: DocumentId) -> _Change:
        cursor.execute(_SHARE_WORKSPACE, (workspace_id,))
        cursor.execute(_OWN_DOCUMENT, (workspace_id, document_id))
        rows = cursor.execute(_TAKE_CHUNKS, (workspace_id, document_id)).fetchall()
        return _Change([unpack(bytes(row[0])) for row in rows], [bytes(row[1]) for row in rows])

    def _record(self, cursor: Cursor, workspace_id: WorkspaceId, added: _Change, removed: _Change) -> None:
        """Writes the segment that adds the new postings and removes the old ones."""
        if not added.postings and not removed.postings:
            return
        counts = [
            count_tokens([token_keys(packed) for packed in change.packed_tokens], sign)
            for change, sign in ((added, 1), (removed, -1))
        ]
        statistics = Statistics(len(added.postings) - len(removed.postings), added.length - removed.length)
        postings = joined([*added.postings, *(part.negative() for part in removed.postings)])
        add_segment(cursor, workspace_id, postings, statistics, counts=pack_counts(counts))

    def _tidy(self, workspace_id: WorkspaceId) -> None:
        """Merges segments and builds the vector index if due; the write before is already committed."""

        def work(cursor: Cursor) -> bool:
            cursor.execute(_SHARE_WORKSPACE, (workspace_id,))
            return merge_due(cursor, workspace_id)

        with suppress(QuorumError):
            for _ in range(_MAX_MERGES_PER_WRITE):
                if not self.database.write(work):
                    break
            if self.vectors:
                self.vectors.ensure_vector_index(workspace_id)


@dataclass(frozen=True, slots=True)
class _Change:
    """Added or removed chunks: their postings and their stored token vectors."""

    postings: list[Postings]
    packed_tokens: list[bytes]

    @property
    def length(self) -> int:
        return sum(int(part.lengths[0]) for part in self.postings if len(part))
