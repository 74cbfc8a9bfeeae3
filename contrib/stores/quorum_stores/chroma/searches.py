"""Search and count in Chroma: vectors, terms and tokens."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from genai_core.domain.identifiers import ChunkId, WorkspaceId
from genai_core.domain.retrieval.bm25 import inverse_frequency, saturation
from genai_core.domain.retrieval.candidates import best_candidates, require_limit, require_vector
from genai_core.domain.retrieval.filters import Metadata
from genai_core.domain.retrieval.lexical import LexicalAnalyser
from genai_core.domain.retrieval.passages import Candidate
from genai_core.domain.retrieval.scopes import Scope
from genai_core.domain.retrieval.stored_chunks import first_admitted
from quorum_stores.chroma.records import (
    Searched,
    condition_of,
    read_document,
    read_keys,
    term_key,
)
from quorum_stores.chroma.server import ChromaServer, Collection
from quorum_stores.versions import PAGE, SAMPLE, TokenCounts

MEAN_LENGTH = 70.0
"""Assumed mean length in stems; the true mean would need all chunks of the workspace."""


@dataclass(frozen=True, slots=True)
class ChromaVectorIndex:
    """Implements VectorIndex with Chroma's HNSW index, which Chroma maintains itself."""

    server: ChromaServer

    def search_vector(self, scope: Scope, vector: NDArray[np.float32], limit: int) -> list[Candidate]:
        require_limit(limit)
        require_vector(vector)
        collection = self.server.find(scope.workspace_id)
        if not collection:
            return []
        request = {
            "query_embeddings": [vector.tolist()],
            "where": condition_of(scope),
            "include": ["distances", "documents"],
        }

        def search(count: int) -> list[tuple[Candidate, Metadata]]:
            answer = self.server.ask(collection, "query", {**request, "n_results": count})
            rows = zip(answer["ids"][0], answer["distances"][0], answer["documents"][0], strict=True)
            return [
                (Candidate(ChunkId(key), round(1.0 - distance, 6)), read_document(document).metadata)
                for key, distance, document in rows
            ]

        return first_admitted(search, scope, limit)

    def ensure_vector_index(self, workspace_id: WorkspaceId) -> bool:  # noqa: ARG002  (Chroma maintains it)
        return False


@dataclass(frozen=True, slots=True)
class ChromaLexicalIndex:
    """Implements LexicalIndex: Chroma finds every chunk with one of the terms, and this class scores them.

    IDFs are the workspace's present ones. All chunks found are read, so the time depends on the question's
    most frequent word.
    """

    server: ChromaServer
    analyser: LexicalAnalyser

    def search_text(self, scope: Scope, text: str, limit: int) -> list[Candidate]:
        require_limit(limit)
        weights = {term_key(term): weight for term, weight in self.analyser.weigh(text).items()}
        collection = self.server.find(scope.workspace_id) if weights else None
        if not collection:
            return []
        documents = self._holding(collection, list(weights))
        scores = _scores(documents, weights, int(self.server.ask(collection, "count")))
        admitted = [
            Candidate(key, score) for key, score in scores.items() if scope.admits(documents[key].metadata)
        ]
        return best_candidates(admitted, limit)

    def _holding(self, collection: Collection, keys: Sequence[str]) -> dict[ChunkId, Searched]:
        parts = [{"$contains": key} for key in keys]
        wanted: Mapping[str, Any] = parts[0] if len(parts) == 1 else {"$or": parts}
        answer = self.server.ask(collection, "get", {"where_document": wanted, "include": ["documents"]})
        rows = zip(answer["ids"], answer["documents"] or (), strict=True)
        return {ChunkId(key): read_document(document) for key, document in rows}


def chroma_token_counts(server: ChromaServer) -> TokenCounts:
    """Returns the token statistics of the workspaces in Chroma."""

    def read(workspace_id: WorkspaceId) -> Iterator[NDArray[np.int32]]:
        collection = server.find(workspace_id)
        if not collection:
            return
        for start in range(0, SAMPLE, PAGE):
            request = {"limit": PAGE, "offset": start, "include": ["metadatas"]}
            page = server.ask(collection, "get", request)["metadatas"] or []
            yield from map(read_keys, page)
            if len(page) < PAGE:
                break

    return TokenCounts(server.find, read)


def _scores(
    documents: Mapping[ChunkId, Searched], weights: Mapping[str, float], chunks: int
) -> dict[ChunkId, float]:
    scores: dict[ChunkId, float] = {}
    for key, weight in weights.items():
        with_term = [
            (chunk_id, document) for chunk_id, document in documents.items() if key in document.frequencies
        ]
        worth = weight * inverse_frequency(len(with_term), chunks)
        impacts = saturation(
            np.array([document.frequencies[key] for _, document in with_term], np.int8),
            np.array([document.length for _, document in with_term], np.uint16),
            MEAN_LENGTH,
        )
        for (chunk_id, _), impact in zip(with_term, impacts.tolist(), strict=True):
            scores[chunk_id] = scores.get(chunk_id, 0.0) + worth * impact
    return scores
