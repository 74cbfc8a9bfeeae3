"""Search the archive's postings by exact BM25, and count the tokens of its chunks."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass, field

import numpy as np

from genai_core.domain.identifiers import ChunkId, WorkspaceId
from genai_core.domain.ingestion.document_metadata import as_metadata
from genai_core.domain.retrieval.bm25 import Statistics, inverse_frequency, saturation, term_number
from genai_core.domain.retrieval.candidates import require_limit
from genai_core.domain.retrieval.filters import Metadata
from genai_core.domain.retrieval.lexical import LexicalAnalyser
from genai_core.domain.retrieval.passages import Candidate
from genai_core.domain.retrieval.scopes import Scope
from genai_core.domain.retrieval.stored_chunks import first_admitted
from genai_core.domain.retrieval.token_frequencies import TokenFrequencies, count_tokens
from genai_core.domain.text.storable_text import storable_text
from quorum_stores.faiss.archive import Archive

_STATISTICS = "SELECT count(*), coalesce(sum(length), 0) FROM chunks WHERE workspace_id = ?"
_POSTINGS = """
    SELECT p.number, p.frequency, c.length FROM postings AS p JOIN chunks AS c ON c.number = p.number
    WHERE p.workspace_id = ? AND p.term = ?
"""
_NAMED = """
    SELECT number, chunk_id, metadata FROM chunks WHERE number IN (SELECT value FROM json_each(?))
"""


@dataclass(frozen=True, slots=True)
class FaissLexicalIndex:
    """Implements LexicalIndex; reads all postings of a question's terms."""

    archive: Archive
    analyser: LexicalAnalyser

    def search_text(self, scope: Scope, text: str, limit: int) -> list[Candidate]:
        require_limit(limit)
        weights = self.analyser.weigh(text)
        return self.archive.read(lambda connection: _search(connection, scope, weights, limit))


def _search(
    connection: sqlite3.Connection, scope: Scope, weights: dict[str, float], limit: int
) -> list[Candidate]:
    scores = _scores(connection, scope.workspace_id, weights)
    # Rows are known by number here; ties are ordered by id once the ids are known.
    ordered = sorted(scores, key=lambda number: -scores[number])

    def search(count: int) -> list[tuple[Candidate, Metadata]]:
        taken = ordered[:count]
        while len(taken) < len(ordered) and scores[ordered[len(taken)]] == scores[taken[-1]]:
            taken.append(ordered[len(taken)])
        rows = connection.execute(_NAMED, (json.dumps(taken),)).fetchall()
        return [
            (Candidate(ChunkId(chunk_id), scores[number]), as_metadata(json.loads(metadata)))
            for number, chunk_id, metadata in rows
        ]

    return first_admitted(search, scope, limit)


def _scores(
    connection: sqlite3.Connection, workspace_id: WorkspaceId, weights: dict[str, float]
) -> dict[int, float]:
    name = storable_text(workspace_id)
    statistics = Statistics(*connection.execute(_STATISTICS, (name,)).fetchone())
    scores: dict[int, float] = {}
    for term, weight in weights.items():
        rows = connection.execute(_POSTINGS, (name, term_number(term))).fetchall()
        if not rows:
            continue
        numbers, frequencies, lengths = zip(*rows, strict=True)
        impacts = saturation(
            np.array(frequencies, np.int8), np.array(lengths, np.uint16), statistics.mean_length
        )
        worth = weight * inverse_frequency(len(rows), statistics.chunks)
        for number, impact in zip(numbers, impacts.tolist(), strict=True):
            scores[number] = scores.get(number, 0.0) + worth * impact
    return scores


@dataclass(frozen=True, slots=True)
class FaissTokenStatistics:
    """Implements TokenStatistics; counts again after each write."""

    archive: Archive
    _kept: dict[WorkspaceId, tuple[int, TokenFrequencies]] = field(
        default_factory=dict[WorkspaceId, tuple[int, TokenFrequencies]], repr=False, compare=False
    )

    def token_frequencies(self, workspace_id: WorkspaceId) -> TokenFrequencies:
        name = (storable_text(workspace_id),)

        def work(connection: sqlite3.Connection) -> tuple[int, TokenFrequencies]:
            generations = connection.execute("SELECT generation FROM workspaces WHERE workspace_id = ?", name)
            (generation,) = generations.fetchone() or (0,)
            cached = self._kept.get(workspace_id)
            if cached and cached[0] == generation:
                return cached
            rows = connection.execute("SELECT pieces FROM chunks WHERE workspace_id = ?", name).fetchall()
            return generation, count_tokens([np.frombuffer(packed, np.int32) for (packed,) in rows])

        self._kept[workspace_id] = self.archive.read(work)
        return self._kept[workspace_id][1]
