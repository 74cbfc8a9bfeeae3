"""Find nearest chunks by a flat FAISS index in memory that follows the archive."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from genai_core.domain.identifiers import ChunkId, WorkspaceId
from genai_core.domain.ingestion.document_metadata import READERS, as_metadata
from genai_core.domain.retrieval.candidates import best_candidates, require_limit, require_vector
from genai_core.domain.retrieval.filters import Metadata, values_of
from genai_core.domain.retrieval.passages import Candidate
from genai_core.domain.retrieval.scopes import Scope
from genai_core.domain.text.storable_text import storable_text
from genai_core.errors import InvalidInput, Misconfigured
from quorum_stores.faiss.archive import Archive

_READ_AT_ONCE = 5000


@dataclass(slots=True)
class _Loaded:
    """One generation of a workspace in memory."""

    index: Any
    generation: int = -1
    chunk_ids: dict[int, ChunkId] = field(default_factory=dict[int, ChunkId])
    metadata: dict[int, Metadata] = field(default_factory=dict[int, Metadata])
    restricted: set[int] = field(default_factory=set[int])


@dataclass(frozen=True, slots=True)
class FaissVectorIndex:
    """Implements VectorIndex exactly; the first search after a write loads the new chunks."""

    archive: Archive
    _loaded: dict[WorkspaceId, _Loaded] = field(
        default_factory=dict[WorkspaceId, _Loaded], repr=False, compare=False
    )
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False, compare=False)

    def search_vector(self, scope: Scope, vector: NDArray[np.float32], limit: int) -> list[Candidate]:
        require_limit(limit)
        require_vector(vector)
        with self._lock:
            loaded = self._current(scope.workspace_id)
            if loaded is None or not loaded.chunk_ids:
                return []
            if loaded.index.d != len(vector):
                raise InvalidInput(
                    f"the vector has length {len(vector)!r}", remedy=f"It must be {loaded.index.d}."
                )
            return self._search(loaded, scope, _unit(vector[None].astype(np.float32)), limit)

    def ensure_vector_index(self, workspace_id: WorkspaceId) -> bool:  # noqa: ARG002  (always exact)
        return False

    def _search(
        self, loaded: _Loaded, scope: Scope, query: NDArray[np.float32], limit: int
    ) -> list[Candidate]:
        faiss, count = _faiss(), len(loaded.chunk_ids)
        parameters = None
        if scope.filter is not None or loaded.restricted:
            admitted = np.array(
                [number for number, each in loaded.metadata.items() if scope.admits(each)], np.int64
            )
            count = len(admitted)
            parameters = faiss.SearchParameters(sel=faiss.IDSelectorBatch(admitted))
        if not count:
            return []
        scores, numbers = loaded.index.search(query, min(limit, count), params=parameters)
        candidates = [
            Candidate(loaded.chunk_ids[number], float(score))
            for number, score in zip(numbers[0].tolist(), scores[0].tolist(), strict=True)
            if number >= 0
        ]
        return best_candidates(candidates, limit)

    def _current(self, workspace_id: WorkspaceId) -> _Loaded | None:
        """Returns the present state of the workspace."""

        def work(connection: sqlite3.Connection) -> _Loaded | None:
            name = (storable_text(workspace_id),)
            state = connection.execute(
                "SELECT generation, dimensions FROM workspaces WHERE workspace_id = ?", name
            ).fetchone()
            if state is None or not state[1]:
                self._loaded.pop(workspace_id, None)
                return None
            loaded = self._loaded.get(workspace_id)
            if loaded is None or loaded.index.d != state[1]:
                loaded = self._loaded[workspace_id] = _Loaded(_index(state[1]))
            if loaded.generation != state[0]:
                _follow(connection, workspace_id, loaded)
                loaded.generation = state[0]
            return loaded

        return self.archive.read(work)


def _follow(connection: sqlite3.Connection, workspace_id: WorkspaceId, loaded: _Loaded) -> None:
    """Removes deleted chunks and adds new ones; chunk numbers only rise and are never reused."""
    rows = connection.execute(
        "SELECT number FROM chunks WHERE workspace_id = ?", (storable_text(workspace_id),)
    ).fetchall()
    present = {number for (number,) in rows}
    deleted = [number for number in loaded.chunk_ids if number not in present]
    if deleted:
        loaded.index.remove_ids(np.array(deleted, np.int64))
        for number in deleted:
            del loaded.chunk_ids[number], loaded.metadata[number]
            loaded.restricted.discard(number)
    new = sorted(present - loaded.chunk_ids.keys())
    for start in range(0, len(new), _READ_AT_ONCE):
        _add(connection, new[start : start + _READ_AT_ONCE], loaded)


def _add(connection: sqlite3.Connection, numbers: Sequence[int], loaded: _Loaded) -> None:
    statement = (
        "SELECT number, chunk_id, metadata, vector FROM chunks"
        " WHERE number IN (SELECT value FROM json_each(?)) ORDER BY number"
    )
    rows = connection.execute(statement, (json.dumps(list(numbers)),)).fetchall()
    vectors = np.stack([np.frombuffer(row[3], np.float32) for row in rows])
    loaded.index.add_with_ids(_unit(vectors), np.array([row[0] for row in rows], np.int64))
    for number, chunk_id, metadata, _ in rows:
        loaded.chunk_ids[number] = ChunkId(chunk_id)
        loaded.metadata[number] = as_metadata(json.loads(metadata))
        if values_of(loaded.metadata[number], READERS):
            loaded.restricted.add(number)


def _unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12)


def _index(dimensions: int) -> Any:
    faiss = _faiss()
    return faiss.IndexIDMap2(faiss.IndexFlatIP(dimensions))


def _faiss() -> Any:
    try:
        import faiss  # noqa: PLC0415  (an optional package)
    except ImportError:
        raise Misconfigured(
            "the package 'faiss-cpu' is missing", remedy="Install it: pip install quorum[faiss]."
        ) from None
    return faiss
