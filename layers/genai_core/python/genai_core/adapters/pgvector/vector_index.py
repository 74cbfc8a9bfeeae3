"""Nearest chunks in PostgreSQL: exact while a workspace is small, by its own HNSW index when it is large."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from pgvector import HalfVector
from psycopg import sql

from genai_core.adapters.pgvector.connection import EF_SEARCH, Cursor, Database
from genai_core.domain.identifiers import ChunkId, WorkspaceId
from genai_core.domain.passages import Candidate
from genai_core.errors import InvalidInput

EXACT_UP_TO = 20_000
"""Chunks that are compared one by one: about 10 ms on one core. Beyond, an index pays."""

_MAX_EF_SEARCH = 1000
# The workspace stands in the statement itself, and the vector's length in its type: only so does the
# planner see that the workspace's own index answers it.
_NEAREST = sql.SQL(
    "SELECT chunk_id, 1 - distance FROM ("
    " SELECT chunk_id, vector::halfvec({dimensions}) <=> %s::halfvec({dimensions}) AS distance"
    " FROM chunk_vectors WHERE workspace_id = {workspace} ORDER BY distance LIMIT %s) AS nearest"
)
_BUILD = sql.SQL(
    "CREATE INDEX CONCURRENTLY {name} ON chunk_vectors"
    " USING hnsw ((vector::halfvec({dimensions})) halfvec_cosine_ops) WITH (m = 16, ef_construction = 96)"
    " WHERE workspace_id = {workspace}"
)
_STATE = """
    SELECT (SELECT coalesce(sum(chunks), 0) FROM lexical_segments WHERE workspace_id = %s),
           (SELECT max(vector_dims(vector)) FROM (
                SELECT vector FROM chunk_vectors WHERE workspace_id = %s LIMIT 1) AS one),
           (SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass(%s))
"""


@dataclass(frozen=True, slots=True)
class PgVectorIndex:
    """Implements VectorIndex."""

    database: Database
    exact_up_to: int = EXACT_UP_TO

    def search_vector(
        self, workspace_id: WorkspaceId, vector: NDArray[np.float32], limit: int
    ) -> list[Candidate]:
        if limit < 1:
            raise InvalidInput(f"a limit of {limit!r}", remedy="Ask for at least one.")
        if vector.ndim != 1 or not len(vector) or not np.isfinite(vector).all():
            raise InvalidInput(
                f"a vector of shape {vector.shape!r}", remedy="It must be [d], of finite numbers."
            )
        # Beside parameters, a per cent sign in the statement itself has to be written twice.
        name = sql.Literal(workspace_id.replace("%", "%%"))
        statement = _NEAREST.format(dimensions=sql.Literal(len(vector)), workspace=name)

        rows = self._nearest(statement, HalfVector(vector), limit)
        found = [Candidate(ChunkId(chunk_id), float(score)) for chunk_id, score in rows]
        return sorted(found, key=lambda candidate: (-candidate.score, candidate.chunk_id))

    def _nearest(self, statement: sql.Composed, vector: HalfVector, limit: int) -> list[tuple[str, float]]:
        if 2 * limit <= EF_SEARCH:
            return self.database.query(statement, (vector, limit))

        def work(cursor: Cursor) -> list[tuple[str, float]]:
            breadth = min(2 * limit, _MAX_EF_SEARCH)
            cursor.execute("SELECT set_config('hnsw.ef_search', %s, true)", (str(breadth),))
            return cursor.execute(statement, (vector, limit)).fetchall()

        return self.database.read(work)

    def ensure_vector_index(self, workspace_id: WorkspaceId) -> bool:
        """Builds the workspace's own index where its measured size asks for one and there is none.

        Searches and writes go on meanwhile. An index that a crash left half built is built anew; one that
        another process is building is left to it. Returns whether the workspace has its index now.
        """
        name = "chunk_vectors_" + hashlib.sha256(workspace_id.encode()).hexdigest()[:24]
        ((chunks, dimensions, valid),) = self.database.query(_STATE, (workspace_id, workspace_id, name))
        if valid or chunks <= self.exact_up_to:
            return bool(valid)
        build = _BUILD.format(
            name=sql.Identifier(name),
            dimensions=sql.Literal(dimensions),
            workspace=sql.Literal(workspace_id),
        )
        drop = sql.SQL("DROP INDEX CONCURRENTLY {}").format(sql.Identifier(name))
        return self.database.outside_transaction(name, [drop, build] if valid is False else [build])
