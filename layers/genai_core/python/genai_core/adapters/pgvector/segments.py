"""Segments of the lexical index: written with a document, added up when there are many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from genai_core.adapters.pgvector.blocks import cut, unpack
from genai_core.adapters.pgvector.connection import Cursor
from genai_core.adapters.pgvector.pieces import pack_pieces
from genai_core.domain.bm25 import Postings, Statistics, joined, summed
from genai_core.domain.identifiers import WorkspaceId

FAN_OUT = 8
"""Segments of one level that are merged into one of the next."""

MAX_POSTINGS = 8_000_000
"""Postings of the largest merge: about 50,000 chunks and 400 MB of memory for some seconds."""

_ADD_SEGMENT = """
    INSERT INTO lexical_segments (workspace_id, level, chunks, length, postings, removals, pieces)
    VALUES (%s, %s, %s, %s, %s, %s, %s) RETURNING segment_id
"""
_COPY_BLOCKS = """
    COPY lexical_blocks (segment_id, first_term, part, last_term, frequency, payload)
    FROM STDIN WITH (FORMAT BINARY)
"""
_LIST = """
    SELECT segment_id, level, chunks, length, postings, removals FROM lexical_segments
    WHERE workspace_id = %s ORDER BY level, segment_id
"""
_FRESH = "SELECT count(*) FROM lexical_segments WHERE workspace_id = %s AND level = 0"
_TRY_LOCK = "SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 2))"


@dataclass(frozen=True, slots=True)
class SegmentInfo:
    """A row of `lexical_segments` without its pieces."""

    segment_id: int
    level: int
    chunks: int
    length: int
    postings: int
    removals: int


def add_segment(
    cursor: Cursor,
    workspace_id: WorkspaceId,
    postings: Postings,
    statistics: Statistics,
    *,
    pieces: bytes,
    level: int = 0,
) -> None:
    """Writes one segment; `statistics` is what it adds, negative where more is removed than added."""
    total = summed(postings)
    removals = int((total.frequencies < 0).sum())
    row = (workspace_id, level, statistics.chunks, statistics.length, len(total), removals, pieces)
    ((segment_id,),) = cursor.execute(_ADD_SEGMENT, row).fetchall()
    mean_length = float(total.lengths.mean()) if len(total) else 1.0
    with cursor.copy(_COPY_BLOCKS) as copy:
        copy.set_types(["int8", "int8", "int4", "int8", "int8", "bytea"])
        for block in cut(total, max(mean_length, 1.0)):
            copy.write_row(
                (
                    segment_id,
                    block.first_term,
                    block.part,
                    block.last_term,
                    block.frequency,
                    block.payload,
                )
            )


def may_merge(cursor: Cursor, workspace_id: WorkspaceId) -> bool:
    """Returns whether it is worth a transaction of its own to look for segments to add up."""
    ((fresh,),) = cursor.execute(_FRESH, (workspace_id,)).fetchall()
    return int(fresh) >= FAN_OUT


def merge_due(cursor: Cursor, workspace_id: WorkspaceId) -> bool:
    """Adds up one group of segments where one is due; returns whether more may be.

    Only one process merges a workspace at a time; the others go on without waiting. Readers keep the
    snapshot they began with.
    """
    locked = cursor.execute(_TRY_LOCK, (workspace_id,)).fetchone()
    if not locked or not locked[0]:
        return False
    rows = cursor.execute(_LIST, (workspace_id,)).fetchall()
    chosen = choose_merge([SegmentInfo(*row) for row in rows])
    if not chosen:
        return False
    ids = [segment.segment_id for segment in chosen]
    blocks = cursor.execute(
        "SELECT payload FROM lexical_blocks WHERE segment_id = ANY(%s)", (ids,)
    ).fetchall()
    found = cursor.execute(
        "SELECT pieces FROM lexical_segments WHERE workspace_id = %s AND segment_id = ANY(%s)",
        (workspace_id, ids),
    ).fetchall()
    remove_segments(cursor, workspace_id, ids)
    statistics = Statistics(sum(part.chunks for part in chosen), sum(part.length for part in chosen))
    postings = joined([unpack(bytes(payload)) for (payload,) in blocks])
    level = max(part.level for part in chosen) + 1
    pieces = pack_pieces(bytes(packed) for (packed,) in found)
    add_segment(cursor, workspace_id, postings, statistics, pieces=pieces, level=level)
    return True


def choose_merge(segments: Sequence[SegmentInfo]) -> list[SegmentInfo]:
    """Returns the segments to add up now: a full level, or all when removals outweigh; else none."""
    size, removals = sum(part.postings for part in segments), sum(part.removals for part in segments)
    if len(segments) > 1 and size <= MAX_POSTINGS and removals > max(size // 4, 1000):
        return list(segments)
    for level in sorted({part.level for part in segments}):
        peers = [part for part in segments if part.level == level][:FAN_OUT]
        if len(peers) == FAN_OUT and sum(part.postings for part in peers) <= MAX_POSTINGS:
            return peers
    return []


def remove_segments(cursor: Cursor, workspace_id: WorkspaceId, segment_ids: Sequence[int]) -> None:
    """Removes segments with their blocks."""
    cursor.execute("DELETE FROM lexical_blocks WHERE segment_id = ANY(%s)", (list(segment_ids),))
    cursor.execute(
        "DELETE FROM lexical_segments WHERE workspace_id = %s AND segment_id = ANY(%s)",
        (workspace_id, list(segment_ids)),
    )
