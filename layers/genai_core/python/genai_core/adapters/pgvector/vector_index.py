"""Find nearest chunks in PostgreSQL: exactly in a small workspace, by its own HNSW index in a large one."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pgvector import HalfVector
from psycopg import sql

from genai_core.adapters.pgvector.conditions import Condition, condition_of
from genai_core.adapters.pgvector.connection import EF_SEARCH, Cursor, Database
from genai_core.domain.identifiers import ChunkId, WorkspaceId
from genai_core.domain.retrieval.candidates import best_candidates, require_limit, require_vector
from genai_core.domain.retrieval.passages import Candidate
from genai_core.domain.retrieval.scopes import Scope

EXACT_UP_TO = 5_000
"""Maximum chunks that are compared one by one: about 4 ms on one core. An index is faster beyond this."""

_MAX_EF_SEARCH = 1000
# The statement contains the workspace as a literal, and the vector's length in its type: otherwise the
# planner does not use the workspace's own index.
_NEAREST = sql.SQL(
    "SELECT chunk_id, 1 - distance FROM ("
    " SELECT chunk_id, vector::halfvec({dimensions}) <=> %s::halfvec({dimensions}) AS distance"
    " FROM chunk_vectors WHERE workspace_id = {workspace} AND {condition} ORDER BY distance LIMIT %s)"
    " AS nearest"
)
# Without an index: filter first, then order.
_NEAREST_PASSING = sql.SQL(
    "WITH passing AS MATERIALIZED ("
    " SELECT chunk_id, vector FROM chunk_vectors WHERE workspace_id = {workspace} AND {condition})"
    " SELECT chunk_id, 1 - (vector <=> %s::halfvec({dimensions})) FROM passing ORDER BY 2 DESC LIMIT %s"
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

    def search_vector(self, scope: Scope, vector: NDArray[np.float32], limit: int) -> list[Candidate]:
        require_limit(limit)
        require_vector(vector)
        condition, near = condition_of(scope), HalfVector(vector)
        rows = self._nearest(
            _composed(_NEAREST, scope, condition, len(vector)), (near, *condition.values, limit), limit
        )
        if len(rows) < limit:
            # If few of the nearest chunks pass the filter, the index stops early: search again without it.
            rows = self.database.query(
                _composed(_NEAREST_PASSING, scope, condition, len(vector)), (*condition.values, near, limit)
            )
        candidates = [Candidate(ChunkId(chunk_id), float(score)) for chunk_id, score in rows]
        return best_candidates(candidates, limit)

    def _nearest(self, statement: sql.Composed, values: Sequence[Any], limit: int) -> list[tuple[Any, ...]]:
        if 2 * limit <= EF_SEARCH:
            return self.database.query(statement, values)

        def work(cursor: Cursor) -> list[tuple[Any, ...]]:
            breadth = min(2 * limit, _MAX_EF_SEARCH)
            cursor.execute("SELECT set_config('hnsw.ef_search', %s, true)", (str(breadth),))
            return cursor.execute(statement, values).fetchall()

        return self.database.read(work)

    def ensure_vector_index(self, workspace_id: WorkspaceId) -> bool:
        """Builds the workspace's own index if the workspace is large and has none.

        Searches and writes continue meanwhile. An index that a crash left incomplete is built again; one that
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
        # Without new statistics the planner assumes that the workspace is small.
        statements = [build, sql.SQL("ANALYZE chunk_vectors").format()]
        return self.database.outside_transaction(name, [drop, *statements] if valid is False else statements)


def _composed(statement: sql.SQL, scope: Scope, condition: Condition, dimensions: int) -> sql.Composed:
    # A per cent sign must be doubled in a statement with parameters.
    return statement.format(
        dimensions=sql.Literal(dimensions),
        workspace=sql.Literal(scope.workspace_id.replace("%", "%%")),
        condition=condition.clause,
    )
