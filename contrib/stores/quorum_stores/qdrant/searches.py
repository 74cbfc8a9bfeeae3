"""Search and count in Qdrant: vectors, terms and tokens."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from genai_core.domain.identifiers import ChunkId, WorkspaceId
from genai_core.domain.ingestion.document_metadata import as_metadata
from genai_core.domain.retrieval.candidates import require_limit, require_vector
from genai_core.domain.retrieval.filters import Metadata
from genai_core.domain.retrieval.lexical import LexicalAnalyser
from genai_core.domain.retrieval.passages import Candidate
from genai_core.domain.retrieval.scopes import Scope
from genai_core.domain.retrieval.stored_chunks import first_admitted
from quorum_stores.qdrant.conditions import condition_of
from quorum_stores.qdrant.server import DENSE, TERMS, QdrantServer, collection
from quorum_stores.qdrant.terms import asked_terms
from quorum_stores.versions import PAGE, SAMPLE, TokenCounts

# Qdrant does not order ties by id; a few more results allow the adapter to do so.
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
        details = self.server.call(lambda client: client.get_collection(collection(workspace_id)))
        return bool(details.indexed_vectors_count)


@dataclass(frozen=True, slots=True)
class QdrantLexicalIndex:
    """Implements LexicalIndex with sparse vectors; see `terms` for what is approximate."""

    server: QdrantServer
    analyser: LexicalAnalyser

    def search_text(self, scope: Scope, text: str, limit: int) -> list[Candidate]:
        require_limit(limit)
        terms = asked_terms(self.analyser.weigh(text))
        return _search(self.server, scope, terms, TERMS, limit) if terms else []


def qdrant_token_counts(server: QdrantServer) -> TokenCounts:
    """Returns the token statistics of the workspaces in Qdrant."""

    def read(workspace_id: WorkspaceId) -> Iterator[NDArray[np.int32]]:
        count, offset = 0, None
        while count < SAMPLE:
            points, offset = _page(server, workspace_id, offset)
            yield from (np.array(point.payload["pieces"], np.int32) for point in points)
            count += len(points)
            if offset is None:
                break

    def generation(workspace_id: WorkspaceId) -> str | None:
        return server.generation(workspace_id) if server.exists(workspace_id) else None

    return TokenCounts(generation, read)


def _page(server: QdrantServer, workspace_id: WorkspaceId, offset: Any) -> tuple[list[Any], Any]:
    return server.call(
        lambda client: client.scroll(
            collection(workspace_id), limit=PAGE, offset=offset, with_payload=["pieces"]
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
        return [_candidate(point) for point in points]

    return first_admitted(search, scope, limit)


def _candidate(point: Any) -> tuple[Candidate, Metadata]:
    # Beyond six digits, scores of the same search may differ from call to call.
    candidate = Candidate(ChunkId(point.payload["chunk_id"]), round(float(point.score), 6))
    return candidate, as_metadata(point.payload.get("metadata") or {})
