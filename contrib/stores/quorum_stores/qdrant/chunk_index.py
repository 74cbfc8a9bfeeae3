"""Store chunks in Qdrant: a new version is written beside the old one, which is then deleted."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from genai_core.domain.identifiers import ChunkId, ContentHash, DocumentId, WorkspaceId
from genai_core.domain.ingestion.chunks import EmbeddedChunk
from genai_core.domain.retrieval.lexical import LexicalAnalyser
from genai_core.domain.retrieval.packed_tokens import distinct_keys
from genai_core.domain.retrieval.scopes import Scope
from genai_core.domain.retrieval.stored_chunks import admitted_in_order, as_chunk, as_record
from genai_core.domain.text.storable_text import storable_text
from quorum_stores.qdrant.server import DENSE, TERMS, QdrantServer, collection, point_id
from quorum_stores.qdrant.terms import stored_terms
from quorum_stores.versions import BATCH, write_whole


@dataclass(frozen=True, slots=True)
class QdrantChunkIndex:
    """Implements ChunkIndex without transactions: for a moment readers see both versions, never none."""

    server: QdrantServer
    analyser: LexicalAnalyser
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False, compare=False)

    def replace_document(
        self,
        workspace_id: WorkspaceId,
        document_id: DocumentId,
        version: ContentHash,  # noqa: ARG002  (chunk ids carry it)
        chunks: Sequence[EmbeddedChunk],
    ) -> None:
        if not chunks:
            self.delete_document(workspace_id, document_id)
            return
        points = list(self._points(chunks))
        ids = [point.id for point in points]

        def write() -> bool:
            self._write(workspace_id, points)
            self._delete(workspace_id, _of_document(document_id, but=ids))
            return self._count(workspace_id, _with_ids(ids)) == len(ids)

        with self._lock:
            self.server.ensure(workspace_id, len(chunks[0].vector))
            write_whole(document_id, write)
            self.server.next_generation(workspace_id)

    def delete_document(self, workspace_id: WorkspaceId, document_id: DocumentId) -> int:
        with self._lock:
            if not self.server.exists(workspace_id):
                return 0
            count = self._count(workspace_id, _of_document(document_id))
            if count:
                self._delete(workspace_id, _of_document(document_id))
                self.server.next_generation(workspace_id)
            return count

    def delete_workspace(self, workspace_id: WorkspaceId) -> int:
        with self._lock:
            count = self.count(workspace_id)
            self.server.call(lambda client: client.delete_collection(collection(workspace_id)))
            self.server.next_generation(workspace_id)
            return count

    def fetch(self, scope: Scope, chunk_ids: Sequence[ChunkId]) -> list[EmbeddedChunk]:
        if not chunk_ids or not self.server.exists(scope.workspace_id):
            return []
        points = self.server.call(
            lambda client: client.retrieve(
                collection(scope.workspace_id), [point_id(key) for key in chunk_ids], with_vectors=[DENSE]
            )
        )
        chunks = {str(point.id): _embedded(point) for point in points}
        return admitted_in_order(chunks, map(point_id, chunk_ids), scope)

    def count(self, workspace_id: WorkspaceId) -> int:
        return self._count(workspace_id, None) if self.server.exists(workspace_id) else 0

    def _points(self, chunks: Sequence[EmbeddedChunk]) -> Iterator[Any]:
        from qdrant_client import models  # noqa: PLC0415

        analyser = self.analyser.for_document([embedded.chunk for embedded in chunks])
        for embedded in chunks:
            terms = stored_terms(*analyser.count(embedded.chunk.searchable_text))
            vectors = {DENSE: embedded.vector.tolist()} | ({TERMS: terms} if terms else {})
            keys = distinct_keys(embedded.packed_tokens).tolist()
            payload = as_record(embedded) | {"pieces": keys}
            yield models.PointStruct(id=point_id(embedded.chunk.chunk_id), vector=vectors, payload=payload)

    def _write(self, workspace_id: WorkspaceId, points: list[Any]) -> None:
        for start in range(0, len(points), BATCH):
            part = points[start : start + BATCH]
            self.server.call(
                lambda client, part=part: client.upsert(collection(workspace_id), part, wait=True)
            )

    def _delete(self, workspace_id: WorkspaceId, which: Any) -> None:
        self.server.call(lambda client: client.delete(collection(workspace_id), which, wait=True))

    def _count(self, workspace_id: WorkspaceId, which: Any) -> int:
        name = collection(workspace_id)
        return int(self.server.call(lambda client: client.count(name, count_filter=which, exact=True)).count)


def _of_document(document_id: DocumentId, but: Sequence[str] = ()) -> Any:
    from qdrant_client import models  # noqa: PLC0415

    value = models.MatchValue(value=storable_text(document_id))
    return models.Filter(
        must=[models.FieldCondition(key="document_id", match=value)],
        must_not=[models.HasIdCondition(has_id=list(but))] if but else None,
    )


def _with_ids(ids: Sequence[str]) -> Any:
    from qdrant_client import models  # noqa: PLC0415

    return models.Filter(must=[models.HasIdCondition(has_id=list(ids))])


def _embedded(point: Any) -> EmbeddedChunk:
    return as_chunk(point.payload, np.array(point.vector[DENSE], np.float32))
