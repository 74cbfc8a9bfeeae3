"""Store chunks in OpenSearch: writes need a lease and become visible by one refresh."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from genai_core.adapters.opensearch.client import OpenSearch
from genai_core.adapters.opensearch.conditions import condition_of
from genai_core.adapters.opensearch.layout import (
    MAX_RESULTS,
    alias_of,
    create_index,
    index_behind,
    index_name,
    index_number,
    point,
)
from genai_core.adapters.opensearch.leases import Intent, Leases
from genai_core.adapters.opensearch.records import as_chunk, as_document
from genai_core.adapters.opensearch.searching import matching_ids, search
from genai_core.domain.identifiers import ChunkId, ContentHash, DocumentId, WorkspaceId
from genai_core.domain.ingestion.chunks import EmbeddedChunk
from genai_core.domain.retrieval.lexical import LexicalAnalyser
from genai_core.domain.retrieval.scopes import Scope
from genai_core.errors import NotFound

_DELETED_AT_ONCE = 1000
_BY_DOCUMENT = [{"document_id": "asc"}, {"chunk_id": "asc"}]


@dataclass(frozen=True, slots=True, eq=False)
class DocumentChunks:
    """All chunks of one version of a document."""

    document_id: DocumentId
    version: ContentHash
    chunks: Sequence[EmbeddedChunk]


@dataclass(frozen=True, slots=True)
class OpenSearchChunkIndex:
    """Implements ChunkIndex.

    Attributes:
    """

    server: OpenSearch
    analyser: LexicalAnalyser

    def replace_document(
        self,
        workspace_id: WorkspaceId,
        document_id: DocumentId,
        version: ContentHash,
        chunks: Sequence[EmbeddedChunk],
    ) -> None:
        if chunks:
            self.replace_documents(workspace_id, [DocumentChunks(document_id, version, chunks)])
        else:
            self.delete_document(workspace_id, document_id)

    def replace_documents(self, workspace_id: WorkspaceId, documents: Sequence[DocumentChunks]) -> None:
        """Does the same as `replace_document` for several documents, which become visible together.

        A refresh costs far more than a document, so this is ten times as fast for many documents.
        """
        alias = alias_of(workspace_id)
        added = {
            document.document_id: [embedded.chunk.chunk_id for embedded in document.chunks]
            for document in documents
        }
        new = {chunk_id for chunk_ids in added.values() for chunk_id in chunk_ids}
        with self._leases().held(alias, added) as keep:
            self._ensure_index(alias, documents)
            old = self._chunks_of(alias, list(added))
            writes = (
                write
                for document in documents
                for write in self._writes([(embedded, document.version) for embedded in document.chunks])
            )
            self.server.bulk(alias, writes, keep)
            # Only now: while the new chunks are incomplete, the old ones must stay.
            self.server.bulk(alias, _deletions(old - new), keep)
            self._refresh(alias)

    def delete_document(self, workspace_id: WorkspaceId, document_id: DocumentId) -> int:
        alias = alias_of(workspace_id)
        if index_behind(self.server, alias) is None:
            return 0
        with self._leases().held(alias, {document_id: ()}):
            return self._keep_only(alias, document_id, ())

    def delete_workspace(self, workspace_id: WorkspaceId) -> int:
        alias = alias_of(workspace_id)
        if index_behind(self.server, alias) is None:
            return 0
        with self._leases().held(alias, {}):
            name, count = index_behind(self.server, alias), self.count(workspace_id)
            if name is not None:
                self.server.ask("DELETE", f"/{name}", allowed=(404,))
            return count

    def fetch(self, scope: Scope, chunk_ids: Sequence[ChunkId]) -> list[EmbeddedChunk]:
        wanted = list(dict.fromkeys(chunk_ids))
        chunks_by_id: dict[ChunkId, EmbeddedChunk] = {}
        for start in range(0, len(wanted), MAX_RESULTS):
            part = wanted[start : start + MAX_RESULTS]
            query = {"bool": {"filter": [{"ids": {"values": part}}, condition_of(scope)]}}
            # The whole stored source: a selection of fields would make the server parse and write it again.
            body = {"query": query, "size": len(part), "sort": ["_doc"]}
            for hit in search(self.server, scope, body, "hits.hits._source"):
                embedded = as_chunk(hit["_source"])
                chunks_by_id[embedded.chunk.chunk_id] = embedded
        return [chunks_by_id[chunk_id] for chunk_id in chunk_ids if chunk_id in chunks_by_id]

    def count(self, workspace_id: WorkspaceId) -> int:
        parameters = {"ignore_unavailable": "true"}
        answer = self.server.ask("GET", f"/{alias_of(workspace_id)}/_count", parameters=parameters)
        return int(answer["count"])

    def rebuild(self, workspace_id: WorkspaceId) -> int:
        """Builds a new index for the workspace and switches to it; returns the number of chunks.

        For a new layout, or to remove deleted chunks from the index. Searches continue; writers wait.
        """
        alias = alias_of(workspace_id)
        with self._leases().held(alias, {}) as keep:
            old = index_behind(self.server, alias)
            if old is None:
                return 0
            new = index_name(alias, index_number(old) + 1)
            self.server.ask("DELETE", f"/{new}", allowed=(404,))
            copied = self._copy(old, new, keep)
            self.server.ask("POST", f"/{new}/_refresh")
            point(self.server, alias, new, old)
            self.server.ask("DELETE", f"/{old}", allowed=(404,))
            return copied

    def _leases(self) -> Leases:
        return Leases(self.server, self._repair)

    def _writes(
        self, chunks: Iterable[tuple[EmbeddedChunk, ContentHash]]
    ) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
        """Yields the operations that write chunks, grouped by document, because a document has one
        language."""
        for _, together in groupby(chunks, lambda entry: entry[0].chunk.document_id):
            entries = list(together)
            analyser = self.analyser.for_document([embedded.chunk for embedded, _ in entries])
            for embedded, version in entries:
                document = as_document(embedded, version, analyser)
                yield {"index": {"_id": embedded.chunk.chunk_id}}, document

    def _ensure_index(self, alias: str, documents: Sequence[DocumentChunks]) -> None:
        lengths = [len(embedded.vector) for document in documents for embedded in document.chunks]
        if lengths and index_behind(self.server, alias) is None:
            name = index_name(alias, 1)
            create_index(self.server, name, lengths[0])
            point(self.server, alias, name)

    def _chunks_of(self, alias: str, document_ids: Sequence[DocumentId]) -> set[ChunkId]:
        """Returns the ids of the visible chunks; under the lease these are all chunks."""
        return set(matching_ids(self.server, alias, {"terms": {"document_id": list(document_ids)}}))

    def _keep_only(self, alias: str, document_id: DocumentId, chunk_ids: Iterable[ChunkId]) -> int:
        gone = self._chunks_of(alias, [document_id]) - set(chunk_ids)
        self.server.bulk(alias, _deletions(gone), lambda: None)
        self._refresh(alias)
        return len(gone)

    def _refresh(self, alias: str) -> None:
        self.server.ask("POST", f"/{alias}/_refresh", timeout_s=60.0)

    def _repair(self, alias: str, intent: Intent) -> None:
        if index_behind(self.server, alias) is None:
            return
        for document_id, added in intent.items():
            if all(self._is_there(alias, added)):
                self._keep_only(alias, document_id, added)
            else:
                self.server.bulk(alias, _deletions(added), lambda: None)
        self._refresh(alias)

    def _is_there(self, alias: str, chunk_ids: Sequence[ChunkId]) -> Iterator[bool]:
        """Yields for each chunk whether it is stored, visible or not."""
        for start in range(0, len(chunk_ids), _DELETED_AT_ONCE):
            body = {"ids": chunk_ids[start : start + _DELETED_AT_ONCE]}
            answer = self.server.ask("POST", f"/{alias}/_mget", body, parameters={"_source": "false"})
            yield from (bool(document.get("found")) for document in answer["docs"])

    def _copy(self, old: str, new: str, keep: Callable[[], None]) -> int:
        copied = 0
        for hits in _pages(self.server, old):
            chunks = [(as_chunk(hit["_source"]), hit["_source"]["version"]) for hit in hits]
            if not copied:
                create_index(self.server, new, len(chunks[0][0].vector))
            self.server.bulk(new, self._writes(chunks), keep, through_alias=False)
            keep()
            copied += len(chunks)
        if not copied:
            raise NotFound(f"{old!r} is empty", remedy="There is nothing to rebuild.")
        return copied


def _deletions(chunk_ids: Iterable[ChunkId]) -> Iterator[tuple[dict[str, Any], None]]:
    for chunk_id in chunk_ids:
        yield {"delete": {"_id": chunk_id}}, None


def _pages(server: OpenSearch, index: str, size: int = 500) -> Iterator[list[Any]]:
    """Yields all chunks of an index in pages, ordered by document."""
    after: list[str] = []
    while True:
        body: dict[str, Any] = {"size": size, "sort": _BY_DOCUMENT}
        if after:
            body["search_after"] = after
        hits = server.ask("POST", f"/{index}/_search", body)["hits"]["hits"]
        if not hits:
            return
        yield hits
        after = hits[-1]["sort"]
