"""Word-piece statistics in PostgreSQL, kept in the process while the workspace does not change."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field

from genai_core.adapters.pgvector.connection import Cursor, Database
from genai_core.adapters.pgvector.pieces import sum_pieces
from genai_core.domain.identifiers import WorkspaceId
from genai_core.domain.retrieval.piece_frequencies import PieceFrequencies

_STATE = """
    SELECT coalesce(sum(chunks), 0)::bigint, coalesce(array_agg(segment_id ORDER BY segment_id), '{}')
    FROM lexical_segments WHERE workspace_id = %s
"""
_PIECES = "SELECT pieces FROM lexical_segments WHERE workspace_id = %s"
_KEPT_WORKSPACES = 16

_State = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PgPieceStatistics:
    """Implements PieceStatistics."""

    database: Database
    _kept: OrderedDict[WorkspaceId, tuple[_State, PieceFrequencies]] = field(
        default_factory=OrderedDict[WorkspaceId, tuple[_State, PieceFrequencies]], repr=False, compare=False
    )

    def piece_frequencies(self, workspace_id: WorkspaceId) -> PieceFrequencies:
        ((chunks, segments),) = self.database.query(_STATE, (workspace_id,))
        kept = self._kept.get(workspace_id)
        if kept and kept[0] == (chunks, *segments):
            return kept[1]
        return self.database.read(lambda cursor: self._read(cursor, workspace_id))

    def _read(self, cursor: Cursor, workspace_id: WorkspaceId) -> PieceFrequencies:
        ((chunks, segments),) = cursor.execute(_STATE, (workspace_id,)).fetchall()
        rows = cursor.execute(_PIECES, (workspace_id,)).fetchall()
        found = PieceFrequencies(chunks, sum_pieces(bytes(packed) for (packed,) in rows))
        self._kept[workspace_id] = ((chunks, *segments), found)
        while len(self._kept) > _KEPT_WORKSPACES:
            self._kept.popitem(last=False)
        return found
