"""Store chunks in Chroma: a new version is written beside the old one, which is then deleted."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from genai_core.domain.identifiers import ChunkId, ContentHash, DocumentId, WorkspaceId
from genai_core.domain.ingestion.chunks import EmbeddedChunk
from genai_core.domain.retrieval.lexical import LexicalAnalyser
from genai_core.domain.retrieval.packed_tokens import distinct_keys
from genai_core.domain.retrieval.scopes import Scope
from genai_core.domain.retrieval.stored_chunks import admitted_in_order
from genai_core.domain.text.storable_text import storable_text
from quorum_stores.chroma.records import read_metadata, write_document, write_metadata
from quorum_stores.chroma.server import ChromaServer, Collection
from quorum_stores.versions import BATCH, write_whole


@dataclass(frozen=True, slots=True)
class ChromaChunkIndex:
    """Implements ChunkIndex without transactions: for a moment readers see both versions, never none."""

    server: ChromaServer
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
        batches = list(self._batches(chunks))
        ids = {key for batch in batches for key in batch["ids"]}

        def write() -> bool:
            for batch in batches:
                self.server.ask(collection, "upsert", batch)
            stored = set(self._ids(collection, document_id))
            self._delete(collection, stored - ids)
            return ids <= stored

        with self._lock:
            collection = self.server.make(workspace_id)
            write_whole(document_id, write)
            self.server.next_generation(collection)

    def delete_document(self, workspace_id: WorkspaceId, document_id: DocumentId) -> int:
        with self._lock:
            collection = self.server.find(workspace_id)
            ids = self._ids(collection, document_id) if collection else []
            if collection and ids:
                self._delete(collection, ids)
                self.server.next_generation(collection)
            return len(ids)

    def delete_workspace(self, workspace_id: WorkspaceId) -> int:
        with self._lock:
            count = self.count(workspace_id)
            if self.server.find(workspace_id):
                self.server.remove(workspace_id)
            return count

    def fetch(self, scope: Scope, chunk_ids: Sequence[ChunkId]) -> list[EmbeddedChunk]:
        collection = self.server.find(scope.workspace_id) if chunk_ids else None
        if not collection:
            return []
        request = {"ids": [storable_text(key) for key in chunk_ids], "include": ["embeddings", "metadatas"]}
        answer = self.server.ask(collection, "get", request)
        rows = zip(
            answer["ids"], answer["metadatas"] or (), answer["embeddings"] or (), strict=True
        )  # Chroma returns null for empty lists
        chunks = {key: read_metadata(stored, vector) for key, stored, vector in rows}
        return admitted_in_order(chunks, map(storable_text, chunk_ids), scope)

    def count(self, workspace_id: WorkspaceId) -> int:
        collection = self.server.find(workspace_id)
        return int(self.server.ask(collection, "count")) if collection else 0

    def _batches(self, chunks: Sequence[EmbeddedChunk]) -> list[dict[str, Any]]:
        analyser = self.analyser.for_document([embedded.chunk for embedded in chunks])
        batches: list[dict[str, Any]] = []
        for start in range(0, len(chunks), BATCH):
            part = chunks[start : start + BATCH]
            counted = [analyser.count(embedded.chunk.searchable_text) for embedded in part]
            batches.append(
                {
                    "ids": [storable_text(embedded.chunk.chunk_id) for embedded in part],
                    "embeddings": [embedded.vector.tolist() for embedded in part],
                    "documents": [
                        write_document(terms, length, embedded.chunk.metadata)
                        for embedded, (terms, length) in zip(part, counted, strict=True)
                    ],
                    "metadatas": [write_metadata(each, distinct_keys(each.packed_tokens)) for each in part],
                }
            )
        return batches

    def _ids(self, collection: Collection, document_id: DocumentId) -> list[str]:
        request = {"where": {"document_id": storable_text(document_id)}, "include": []}
        return self.server.ask(collection, "get", request)["ids"]

    def _delete(self, collection: Collection, ids: Sequence[str] | set[str]) -> None:
        # An empty list of ids would mean no condition to Chroma.
        if ids:
            self.server.ask(collection, "delete", {"ids": list(ids)})
