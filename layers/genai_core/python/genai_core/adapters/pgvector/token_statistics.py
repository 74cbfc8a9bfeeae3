"""Read token statistics in PostgreSQL, cached in the process until the workspace changes."""

from __future__ import annotations

from dataclasses import dataclass, field

from genai_core.adapters.pgvector.connection import Cursor, Database
from genai_core.adapters.pgvector.token_counts import sum_counts
from genai_core.domain.identifiers import WorkspaceId
from genai_core.domain.recently_used import RecentlyUsed
from genai_core.domain.retrieval.token_frequencies import TokenFrequencies

_STATE = """
    SELECT coalesce(sum(chunks), 0)::bigint, coalesce(array_agg(segment_id ORDER BY segment_id), '{}')
    FROM lexical_segments WHERE workspace_id = %s
"""
_COUNTS = "SELECT pieces FROM lexical_segments WHERE workspace_id = %s"
_KEPT_WORKSPACES = 16

_State = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PgTokenStatistics:
    """Implements TokenStatistics."""

    database: Database
    _kept: RecentlyUsed[WorkspaceId, tuple[_State, TokenFrequencies]] = field(
        default_factory=lambda: RecentlyUsed[WorkspaceId, tuple[_State, TokenFrequencies]](_KEPT_WORKSPACES),
        repr=False,
        compare=False,
    )

    def token_frequencies(self, workspace_id: WorkspaceId) -> TokenFrequencies:
        ((chunks, segments),) = self.database.query(_STATE, (workspace_id,))
        cached = self._kept.known([workspace_id]).get(workspace_id)
        if cached and cached[0] == (chunks, *segments):
            return cached[1]
        return self.database.read(lambda cursor: self._read(cursor, workspace_id))

    def _read(self, cursor: Cursor, workspace_id: WorkspaceId) -> TokenFrequencies:
        ((chunks, segments),) = cursor.execute(_STATE, (workspace_id,)).fetchall()
        rows = cursor.execute(_COUNTS, (workspace_id,)).fetchall()
        frequencies = TokenFrequencies(chunks, sum_counts(bytes(packed) for (packed,) in rows))
        self._kept.keep({workspace_id: ((chunks, *segments), frequencies)})
        return frequencies
