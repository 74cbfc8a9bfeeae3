"""Exact search over chunks in memory, for tests, benchmarks, and as the reference for other engines."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from genai_core.domain.identifiers import ChunkId, ContentHash, DocumentId, WorkspaceId
from genai_core.domain.ingestion.chunks import EmbeddedChunk
from genai_core.domain.retrieval.bm25 import MAX_FREQUENCY, Statistics, inverse_frequency, saturation
from genai_core.domain.retrieval.candidates import best_candidates, require_limit, require_vector
from genai_core.domain.retrieval.filters import values_of
from genai_core.domain.retrieval.lexical import LexicalAnalyser
from genai_core.domain.retrieval.packed_tokens import distinct_keys
from genai_core.domain.retrieval.passages import Candidate
from genai_core.domain.retrieval.scopes import Scope
from genai_core.domain.retrieval.token_frequencies import TokenFrequencies, count_tokens
from genai_core.errors import InvalidInput
from genai_core.ports.field_values import FIELDS, MAX_VALUES


@dataclass(frozen=True, slots=True)
class _Entry:
    embedded: EmbeddedChunk
    terms: Counter[str]
    length: int


@dataclass(frozen=True, slots=True)
class MemorySearchIndex:
    """Implements all search ports over one set of chunks.

    Attributes:
    """

    analyser: LexicalAnalyser
    _chunks: dict[WorkspaceId, dict[ChunkId, _Entry]] = field(
        default_factory=dict[WorkspaceId, dict[ChunkId, _Entry]]
    )
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False, compare=False)

    def replace_document(
        self,
        workspace_id: WorkspaceId,
        document_id: DocumentId,
        version: ContentHash,  # noqa: ARG002  (chunk ids carry it)
        chunks: Sequence[EmbeddedChunk],
    ) -> None:
        analyser = self.analyser.for_document([embedded.chunk for embedded in chunks])
        added = {
            embedded.chunk.chunk_id: _Entry(embedded, *analyser.count(embedded.chunk.searchable_text))
            for embedded in chunks
        }
        with self._lock:
            # The mapping is replaced, never changed, so that readers keep a consistent one.
            self._chunks[workspace_id] = {**self._without(workspace_id, document_id), **added}

    def delete_document(self, workspace_id: WorkspaceId, document_id: DocumentId) -> int:
        with self._lock:
            before = len(self._of(workspace_id))
            self._chunks[workspace_id] = self._without(workspace_id, document_id)
            return before - len(self._chunks[workspace_id])

    def delete_workspace(self, workspace_id: WorkspaceId) -> int:
        with self._lock:
            return len(self._chunks.pop(workspace_id, {}))

    def fetch(self, scope: Scope, chunk_ids: Sequence[ChunkId]) -> list[EmbeddedChunk]:
        entries = self._admitted(scope)
        return [entries[chunk_id].embedded for chunk_id in chunk_ids if chunk_id in entries]

    def count(self, workspace_id: WorkspaceId) -> int:
        return len(self._of(workspace_id))

    def search_vector(self, scope: Scope, vector: NDArray[np.float32], limit: int) -> list[Candidate]:
        require_limit(limit)
        require_vector(vector)
        entries = self._admitted(scope)
        if not entries:
            return []
        matrix = np.stack([entry.embedded.vector for entry in entries.values()])
        if matrix.shape[1] != len(vector):
            raise InvalidInput(
                f"the vector has length {len(vector)!r}", remedy=f"It must be {matrix.shape[1]}."
            )
        lengths = np.linalg.norm(matrix, axis=1) * max(float(np.linalg.norm(vector)), 1e-12)
        cosines = matrix @ vector / np.maximum(lengths, 1e-12)
        return _best(dict(zip(entries, cosines.tolist(), strict=True)), limit)

    def ensure_vector_index(self, workspace_id: WorkspaceId) -> bool:  # noqa: ARG002  (always exact)
        return False

    def search_text(self, scope: Scope, text: str, limit: int) -> list[Candidate]:
        return self.search_terms(scope, self.analyser.weigh(text), limit)

    def search_terms(self, scope: Scope, weights: Mapping[str, float], limit: int) -> list[Candidate]:
        require_limit(limit)
        entries = self._of(scope.workspace_id)
        lengths = {chunk_id: entry.length for chunk_id, entry in entries.items()}
        statistics = Statistics(len(entries), sum(lengths.values()))
        scores: dict[ChunkId, float] = {}
        for term, weight in weights.items():
            frequencies = {key: entry.terms[term] for key, entry in entries.items() if term in entry.terms}
            worth = weight * inverse_frequency(len(frequencies), statistics.chunks)
            impacts = saturation(
                np.minimum(
                    np.fromiter(frequencies.values(), np.int64, len(frequencies)), MAX_FREQUENCY
                ).astype(np.int8),
                np.array([lengths[key] for key in frequencies], np.uint16),
                statistics.mean_length,
            )
            for key, impact in zip(frequencies, impacts.tolist(), strict=True):
                scores[key] = scores.get(key, 0.0) + worth * impact
        # The same entries as above: a writer may have replaced the mapping meanwhile.
        admitted = {key for key in scores if scope.admits(entries[key].embedded.chunk.metadata)}
        return _best({key: scores[key] for key in admitted}, limit)

    def token_frequencies(self, workspace_id: WorkspaceId) -> TokenFrequencies:
        entries = self._of(workspace_id).values()
        return count_tokens([distinct_keys(entry.embedded.packed_tokens) for entry in entries])

    def field_values(self, scope: Scope) -> dict[str, tuple[str, ...]]:
        admitted = [entry.embedded.chunk.metadata for entry in self._admitted(scope).values()]
        values = {
            name: {value for metadata in admitted for value in values_of(metadata, name)} for name in FIELDS
        }
        return {
            name: tuple(sorted(field_values)[:MAX_VALUES])
            for name, field_values in values.items()
            if field_values
        }

    def admits_any(self, scope: Scope) -> bool:
        return bool(self._admitted(scope))

    def _of(self, workspace_id: WorkspaceId) -> dict[ChunkId, _Entry]:
        return self._chunks.get(workspace_id, {})

    def _admitted(self, scope: Scope) -> dict[ChunkId, _Entry]:
        entries = self._of(scope.workspace_id)
        return {key: entry for key, entry in entries.items() if scope.admits(entry.embedded.chunk.metadata)}

    def _without(self, workspace_id: WorkspaceId, document_id: DocumentId) -> dict[ChunkId, _Entry]:
        return {
            chunk_id: entry
            for chunk_id, entry in self._of(workspace_id).items()
            if entry.embedded.chunk.document_id != document_id
        }


def _best(scores: dict[ChunkId, float], limit: int) -> list[Candidate]:
    return best_candidates([Candidate(chunk_id, score) for chunk_id, score in scores.items()], limit)
