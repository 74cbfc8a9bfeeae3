"""Segments of the lexical index: each document version writes one, and many are merged into one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from genai_core.adapters.pgvector.blocks import cut, unpack
from genai_core.adapters.pgvector.connection import Cursor
from genai_core.adapters.pgvector.token_counts import pack_counts
from genai_core.domain.identifiers import WorkspaceId
from genai_core.domain.retrieval.bm25 import Postings, Statistics, joined, summed

FAN_OUT = 8
"""Number of segments of one level that are merged into one of the next level."""

MAX_POSTINGS = 24_000_000
"""Maximum postings of a merge: about 200,000 chunks. It takes about 24 seconds, and the write that runs it
must end within its function's time limit.
"""

RANGE_POSTINGS = 2_000_000
"""Postings that a merge holds in memory at a time: about 150 MB."""

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
# The last block that begins before the range may reach into it, so it is read too.
_BLOCKS_OF_RANGE = """
    SELECT block.payload FROM unnest(%s::bigint[]) AS segment(id)
    CROSS JOIN LATERAL (
        SELECT payload FROM lexical_blocks
        WHERE segment_id = segment.id AND first_term <= %s AND first_term >= coalesce((
            SELECT max(first_term) FROM lexical_blocks
            WHERE segment_id = segment.id AND first_term <= %s), %s)
    ) AS block
"""
_PIECES = "SELECT pieces FROM lexical_segments WHERE workspace_id = %s AND segment_id = ANY(%s)"
_COUNTED = """
    UPDATE lexical_segments SET postings = %s, removals = %s WHERE workspace_id = %s AND segment_id = %s
"""
_TERMS = 2**63
"""Upper bound of term numbers, exclusive."""

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
    counts: bytes,
) -> None:
    """Writes a new segment; `statistics` is the change it makes, negative if it removes more than it adds."""
    total = summed(postings)
    row = (workspace_id, 0, statistics.chunks, statistics.length, len(total), _removals(total), counts)
    ((segment_id,),) = cursor.execute(_ADD_SEGMENT, row).fetchall()
    _copy_blocks(cursor, segment_id, total, float(total.lengths.mean()) if len(total) else 1.0)


def _copy_blocks(cursor: Cursor, segment_id: int, total: Postings, mean_length: float) -> None:
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


def _removals(postings: Postings) -> int:
    return int((postings.frequencies < 0).sum())


def may_merge(cursor: Cursor, workspace_id: WorkspaceId) -> bool:
    """Returns whether there may be segments to merge, which needs another transaction."""
    ((fresh,),) = cursor.execute(_FRESH, (workspace_id,)).fetchall()
    return int(fresh) >= FAN_OUT


def merge_due(cursor: Cursor, workspace_id: WorkspaceId, *, range_postings: int = RANGE_POSTINGS) -> bool:
    """Merges one group of segments if one is due; returns whether more may be due.

    Only one process merges a workspace at a time; others continue without waiting. Readers keep their
    snapshot.

    Args:
        range_postings: Most postings in memory at a time.
    """
    locked = cursor.execute(_TRY_LOCK, (workspace_id,)).fetchone()
    if not locked or not locked[0]:
        return False
    rows = cursor.execute(_LIST, (workspace_id,)).fetchall()
    chosen = choose_merge([SegmentInfo(*row) for row in rows])
    if not chosen:
        return False
    _merge(cursor, workspace_id, chosen, range_postings)
    return True


def _merge(
    cursor: Cursor, workspace_id: WorkspaceId, chosen: Sequence[SegmentInfo], range_postings: int
) -> None:
    """Replaces several segments by one, one range of terms at a time.

    Term numbers are evenly distributed, so that equal ranges have about the same number of postings.
    """
    ids = [segment.segment_id for segment in chosen]
    pieces = cursor.execute(_PIECES, (workspace_id, ids)).fetchall()
    counts = pack_counts(bytes(packed) for (packed,) in pieces)
    statistics = Statistics(sum(part.chunks for part in chosen), sum(part.length for part in chosen))
    level = max(part.level for part in chosen) + 1
    row = (workspace_id, level, statistics.chunks, statistics.length, 0, 0, counts)
    ((segment_id,),) = cursor.execute(_ADD_SEGMENT, row).fetchall()
    written = removals = 0
    ranges = sum(part.postings for part in chosen) // range_postings + 1
    for total in _summed_ranges(cursor, ids, ranges):
        _copy_blocks(cursor, segment_id, total, statistics.mean_length)
        written, removals = written + len(total), removals + _removals(total)
    cursor.execute(_COUNTED, (written, removals, workspace_id, segment_id))
    remove_segments(cursor, workspace_id, ids)


def _summed_ranges(cursor: Cursor, ids: Sequence[int], ranges: int) -> Iterator[Postings]:
    for lower, upper in pairwise(_TERMS * edge // ranges for edge in range(ranges + 1)):
        last = upper - 1
        blocks = cursor.execute(_BLOCKS_OF_RANGE, (list(ids), last, lower, lower)).fetchall()
        postings = joined([unpack(bytes(payload)) for (payload,) in blocks])
        within = (postings.terms >= np.uint64(lower)) & (postings.terms <= np.uint64(last))
        yield summed(postings.take(within))


def choose_merge(segments: Sequence[SegmentInfo]) -> list[SegmentInfo]:
    """Returns the segments to merge now: those of a full level, or all if removals outweigh; else none.

    Of a full level with large segments, only as many are taken as one merge may hold.
    """
    size, removals = sum(part.postings for part in segments), sum(part.removals for part in segments)
    if len(segments) > 1 and size <= MAX_POSTINGS and removals > max(size // 4, 1000):
        return list(segments)
    for level in sorted({part.level for part in segments}):
        peers = [part for part in segments if part.level == level][:FAN_OUT]
        sizes = np.cumsum([part.postings for part in peers])
        fitting = int((sizes <= MAX_POSTINGS).sum())
        if len(peers) == FAN_OUT and fitting > 1:
            return peers[:fitting]
    return []


def remove_segments(cursor: Cursor, workspace_id: WorkspaceId, segment_ids: Sequence[int]) -> None:
    """Deletes segments with their blocks."""
    cursor.execute("DELETE FROM lexical_blocks WHERE segment_id = ANY(%s)", (list(segment_ids),))
    cursor.execute(
        "DELETE FROM lexical_segments WHERE workspace_id = %s AND segment_id = ANY(%s)",
        (workspace_id, list(segment_ids)),
    )
