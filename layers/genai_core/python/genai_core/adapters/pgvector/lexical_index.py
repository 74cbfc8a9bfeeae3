"""Search by BM25 in PostgreSQL: read a bounded number of postings, then score the candidates exactly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from psycopg import sql

from genai_core.adapters.pgvector.blocks import PART_POSTINGS, term_bytes, unpack_own, unpack_term
from genai_core.adapters.pgvector.conditions import condition_of
from genai_core.adapters.pgvector.connection import Cursor, Database
from genai_core.domain.identifiers import ChunkId, WorkspaceId
from genai_core.domain.retrieval.bm25 import (
    Postings,
    Statistics,
    inverse_frequency,
    joined,
    saturation,
    summed,
    term_number,
)
from genai_core.domain.retrieval.candidates import best_candidates, require_limit
from genai_core.domain.retrieval.lexical import LexicalAnalyser
from genai_core.domain.retrieval.passages import Candidate
from genai_core.domain.retrieval.scopes import Scope

MAX_PARTS = 16
"""Maximum parts of a frequent term that are read: its 16,384 postings of highest impact, in proportion from
each segment, and at least one part of each.
"""

# For each segment and term: the last block that begins at or before the term, if it reaches the term and
# contains its bytes. Most blocks only span the term and are not sent. OFFSET 0 forces one index look-up for
# each, even if the planner has no statistics of a new workspace yet.
_BLOCKS = """
    SELECT wanted.term, block.part, block.frequency, block.payload, segment.parts,
        segment.all_chunks, segment.all_length
    FROM (
        SELECT segment_id, ceil(%s * postings / greatest(sum(postings) OVER (), 1))::integer AS parts,
            sum(chunks) OVER ()::bigint AS all_chunks, sum(length) OVER ()::bigint AS all_length
        FROM lexical_segments WHERE workspace_id = %s
    ) AS segment
    CROSS JOIN unnest(%s::bigint[], %s::bytea[]) AS wanted(term, spelled)
    CROSS JOIN LATERAL (
        SELECT first_term, last_term FROM lexical_blocks
        WHERE segment_id = segment.segment_id AND first_term <= wanted.term
        ORDER BY first_term DESC LIMIT 1
    ) AS near
    CROSS JOIN LATERAL (
        SELECT part, frequency, payload FROM lexical_blocks
        WHERE segment_id = segment.segment_id AND first_term = near.first_term AND part < segment.parts
        OFFSET 0
    ) AS block
    WHERE near.last_term >= wanted.term AND position(wanted.spelled IN block.payload) > 0
"""
# One index look-up for each number: without statistics of a new workspace, the planner may read all of it
# instead.
_CANDIDATES = sql.SQL("""
    SELECT chunk.* FROM unnest(%s::bigint[]) AS wanted(number)
    CROSS JOIN LATERAL (
        SELECT chunk_number, chunk_id, {postings} FROM chunks
        WHERE workspace_id = %s AND chunk_number = wanted.number AND {condition} LIMIT 1
    ) AS chunk
""")
_ALL_PASSING = sql.SQL("""
    SELECT chunk_number, chunk_id, postings FROM chunks WHERE workspace_id = %s AND {condition} LIMIT %s
""")
_RESCORED_PER_RESULT = 4
_MIN_RESCORED = 200
_MAX_PASSING = 20_000
"""Maximum chunks that are scored one by one if a filter leaves too few of the postings read."""


@dataclass(frozen=True, slots=True, eq=False)
class _Term:
    """A term of the question: its weight times its IDF, and the postings read."""

    number: int
    weight: float
    postings: Postings
    complete: bool


@dataclass(frozen=True, slots=True)
class PgLexicalIndex:
    """Implements LexicalIndex and TermSearch."""

    database: Database
    analyser: LexicalAnalyser
    max_parts: int = MAX_PARTS

    def search_text(self, scope: Scope, text: str, limit: int) -> list[Candidate]:
        return self.search_terms(scope, self.analyser.weigh(text), limit)

    def search_terms(self, scope: Scope, weights: Mapping[str, float], limit: int) -> list[Candidate]:
        require_limit(limit)
        if not weights:
            return []
        numbered = {term_number(term): weight for term, weight in weights.items()}
        return self.database.read(lambda cursor: self._search(cursor, scope, numbered, limit))

    def _search(
        self, cursor: Cursor, scope: Scope, weights: Mapping[int, float], limit: int
    ) -> list[Candidate]:
        terms, statistics = self._read_terms(cursor, scope.workspace_id, weights)
        numbers, scores = _add_up(terms, statistics.mean_length)
        if all(term.complete for term in terms):
            rows = _passing(cursor, scope, numbers, scores, limit, exact=True)
            positions = np.searchsorted(numbers, [row[0] for row in rows])
            candidates = [
                Candidate(ChunkId(chunk_id), score)
                for (_, chunk_id, _), score in zip(rows, scores[positions].tolist(), strict=True)
            ]
        else:
            wanted = max(_RESCORED_PER_RESULT * limit, _MIN_RESCORED)
            rows = _passing(cursor, scope, numbers, scores, wanted, exact=False)
            if len(rows) < wanted and scope.filter is not None:
                rows = _all_passing(cursor, scope)
            candidates = [
                Candidate(ChunkId(chunk_id), score)
                for (_, chunk_id, _), score in zip(rows, _exact(rows, terms, statistics), strict=True)
            ]
        scored = [candidate for candidate in candidates if candidate.score > 0]
        return best_candidates(scored, limit)

    def _read_terms(
        self, cursor: Cursor, workspace_id: WorkspaceId, weights: Mapping[int, float]
    ) -> tuple[list[_Term], Statistics]:
        values = (self.max_parts, workspace_id, list(weights), [term_bytes(term) for term in weights])
        rows = cursor.execute(_BLOCKS, values).fetchall()
        statistics = Statistics(*rows[0][-2:]) if rows else Statistics(0, 0)
        parts: dict[int, list[Postings]] = {}
        frequencies: dict[int, int] = {}
        incomplete: set[int] = set()
        for number, part, frequency, payload, allowed, *_ in rows:
            postings = unpack_term(bytes(payload), number)
            if postings is None:
                continue
            parts.setdefault(number, []).append(postings)
            if part == 0:
                present = frequency or int(np.sign(postings.frequencies).sum(dtype=np.int64))
                frequencies[number] = frequencies.get(number, 0) + present
            if part == allowed - 1 and len(postings) == PART_POSTINGS:
                incomplete.add(number)
        terms = [
            _Term(
                number,
                weights[number] * inverse_frequency(frequencies.get(number, 0), statistics.chunks),
                _present(joined(term_parts)),
                number not in incomplete,
            )
            for number, term_parts in parts.items()
        ]
        return terms, statistics


def _present(postings: Postings) -> Postings:
    """Returns the postings that were not removed."""
    if not (postings.frequencies < 0).any():
        return postings
    total = summed(postings)
    return total.take(total.frequencies > 0)


def _add_up(terms: list[_Term], mean_length: float) -> tuple[NDArray[np.uint32], NDArray[np.float64]]:
    """Returns the chunks of the postings read and the sum of each chunk's term scores."""
    together = joined([term.postings for term in terms])
    if not len(together):
        return together.chunks, np.empty(0, np.float64)
    weights = np.repeat([term.weight for term in terms], [len(term.postings) for term in terms])
    impacts = saturation(together.frequencies, together.lengths, mean_length) * weights
    lowest = int(together.chunks.min())
    offsets = together.chunks - np.uint32(lowest)
    if int(offsets.max()) < 64 * len(offsets) + 100_000:
        # Chunk numbers of one workspace are mostly dense, so a count array is faster than sorting.
        scores = np.bincount(offsets, impacts).astype(np.float64, copy=False)
        (present,) = np.nonzero(scores)
        return (present + lowest).astype(np.uint32), scores[present]
    numbers, inverse = np.unique(together.chunks, return_inverse=True)
    return numbers, np.bincount(inverse, impacts).astype(np.float64, copy=False)


def _passing(
    cursor: Cursor,
    scope: Scope,
    numbers: NDArray[np.uint32],
    scores: NDArray[np.float64],
    wanted: int,
    *,
    exact: bool,
) -> list[tuple[Any, ...]]:
    """Returns the best `wanted` or more candidates that the scope admits, or all if there are fewer.

    Candidates are tested best first, in growing batches, because nearly all usually pass.
    """
    condition = condition_of(scope)
    postings = sql.SQL("''::bytea") if exact else sql.SQL("postings")
    statement = _CANDIDATES.format(postings=postings, condition=condition.clause)
    rows: list[tuple[Any, ...]] = []
    tested, batch = np.zeros(len(numbers), np.bool_), wanted
    while len(rows) < wanted and not tested.all():
        left = np.flatnonzero(~tested)
        batch_indices = left[_best(scores[left], batch)]
        values = (numbers[batch_indices].tolist(), scope.workspace_id, *condition.values)
        rows += cursor.execute(statement, values).fetchall()
        tested[batch_indices] = True
        batch *= 4
    return rows


def _all_passing(cursor: Cursor, scope: Scope) -> list[tuple[Any, ...]]:
    condition = condition_of(scope)
    statement = _ALL_PASSING.format(condition=condition.clause)
    return cursor.execute(statement, (scope.workspace_id, *condition.values, _MAX_PASSING)).fetchall()


def _best(scores: NDArray[np.float64], count: int) -> NDArray[np.intp]:
    """Returns the indices of the best scores, with all ties at the edge, which are then ordered by id."""
    if len(scores) <= count:
        return np.arange(len(scores))
    edge = np.partition(scores, len(scores) - count)[len(scores) - count]
    return np.flatnonzero(scores >= edge * (1 - 1e-9))


def _exact(rows: list[tuple[Any, ...]], terms: list[_Term], statistics: Statistics) -> list[float]:
    """Returns each row's score over all terms, independent of the postings read."""
    own = [unpack_own(bytes(postings)) for _, _, postings in rows]
    if not own:
        return []
    own_terms = np.concatenate([part[0] for part in own])
    chunks = np.repeat(np.arange(len(own)), [len(part[0]) for part in own])
    order = np.argsort([term.number for term in terms])
    numbers = np.array([terms[index].number for index in order], np.uint64)
    weights = np.array([terms[index].weight for index in order])
    positions = np.minimum(np.searchsorted(numbers, own_terms), len(numbers) - 1)
    (hits,) = np.nonzero(numbers[positions] == own_terms)
    frequencies = np.concatenate([part[1] for part in own])[hits]
    lengths = np.array([part[2] for part in own], np.uint16)[chunks[hits]]
    impacts = saturation(frequencies, lengths, statistics.mean_length) * weights[positions[hits]]
    return np.bincount(chunks[hits], impacts, len(own)).tolist()
