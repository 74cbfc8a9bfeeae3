"""Both retrievers over Qdrant, and the tokens of what it holds."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from genai_core.domain.identifiers import ChunkId, WorkspaceId
from genai_core.domain.ingestion.document_metadata import as_metadata
from genai_core.domain.retrieval.filters import Metadata
from genai_core.domain.retrieval.lexical import LexicalAnalyser
from genai_core.domain.retrieval.passages import Candidate
from genai_core.domain.retrieval.scopes import Scope
from genai_core.domain.retrieval.stored_chunks import first_admitted, require_limit, require_vector
from genai_core.domain.retrieval.token_frequencies import TokenFrequencies, count_tokens
from quorum_stores.qdrant.conditions import condition_of
from quorum_stores.qdrant.server import DENSE, TERMS, QdrantServer, collection
from quorum_stores.qdrant.terms import asked_terms

SAMPLE = 20_000
"""Chunks that tokens are counted over; IDFs of a sample of that size are those of the whole."""

_PAGE = 2000
# Equal scores come in no order of ours; a few more than asked for let us put them into one.
_BESIDES = 24


@dataclass(frozen=True, slots=True)
class QdrantVectorIndex:
    """Implements VectorIndex; Qdrant decides by itself when a collection is large enough for its HNSW."""

    server: QdrantServer

    def search_vector(self, scope: Scope, vector: NDArray[np.float32], limit: int) -> list[Candidate]:
        require_limit(limit)
        require_vector(vector)
        return _search(self.server, scope, vector.tolist(), DENSE, limit)

    def ensure_vector_index(self, workspace_id: WorkspaceId) -> bool:
        if not self.server.is_remote or not self.server.exists(workspace_id):
            return False
        found = self.server.call(lambda client: client.get_collection(collection(workspace_id)))
        return bool(found.indexed_vectors_count)


@dataclass(frozen=True, slots=True)
class QdrantLexicalIndex:
    """Implements LexicalIndex with sparse vectors; see `terms` for what is approximate."""

    server: QdrantServer
    analyser: LexicalAnalyser

    def search_text(self, scope: Scope, text: str, limit: int) -> list[Candidate]:
        require_limit(limit)
        terms = asked_terms(self.analyser.weigh(text))
        return _search(self.server, scope, terms, TERMS, limit) if terms else []


@dataclass(frozen=True, slots=True)
class QdrantTokenStatistics:
    """Implements TokenStatistics, counted again after each write, over `SAMPLE` chunks at most."""

    server: QdrantServer
    _kept: dict[WorkspaceId, tuple[str, TokenFrequencies]] = field(
        default_factory=dict[WorkspaceId, tuple[str, TokenFrequencies]], repr=False, compare=False
    )

    def token_frequencies(self, workspace_id: WorkspaceId) -> TokenFrequencies:
        generation = self.server.generation(workspace_id)
        kept = self._kept.get(workspace_id)
        if kept and kept[0] == generation:
            return kept[1]
        found = self._counted(workspace_id)
        self._kept[workspace_id] = (generation, found)
        return found

    def _counted(self, workspace_id: WorkspaceId) -> TokenFrequencies:
        keys: list[NDArray[np.int32]] = []
        exists, place = self.server.exists(workspace_id), None
        while exists and len(keys) < SAMPLE:
            points, place = self._page(workspace_id, place)
            keys += [np.array(point.payload["pieces"], np.int32) for point in points]
            if place is None:
                break
        return count_tokens(keys)

    def _page(self, workspace_id: WorkspaceId, place: Any) -> tuple[list[Any], Any]:
        return self.server.call(
            lambda client: client.scroll(
                collection(workspace_id), limit=_PAGE, offset=place, with_payload=["pieces"]
            )
        )


def _search(server: QdrantServer, scope: Scope, query: Any, using: str, limit: int) -> list[Candidate]:
    if not server.exists(scope.workspace_id):
        return []
    condition, name = condition_of(scope), collection(scope.workspace_id)

    def search(count: int) -> list[tuple[Candidate, Metadata]]:
        points = server.call(
            lambda client: client.query_points(
                name,
                query=query,
                using=using,
                query_filter=condition,
                limit=count + _BESIDES,
                with_payload=["chunk_id", "metadata"],
            )
        ).points
        return [_found(point) for point in points]

    return first_admitted(search, scope, limit)


def _found(point: Any) -> tuple[Candidate, Metadata]:
    # Beyond six digits the same search may answer differently the next time.
    candidate = Candidate(ChunkId(point.payload["chunk_id"]), round(float(point.score), 6))
    return candidate, as_metadata(point.payload.get("metadata") or {})
