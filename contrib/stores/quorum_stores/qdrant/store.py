"""Entry point of the store `qdrant`."""

from __future__ import annotations

from genai_core.ports.search_store import SearchStore, StoreCapabilities, StoreParts, StoreSettings
from quorum_stores.qdrant.chunk_index import QdrantChunkIndex
from quorum_stores.qdrant.searches import QdrantLexicalIndex, QdrantVectorIndex, qdrant_token_counts
from quorum_stores.qdrant.server import QdrantServer


def open_store(settings: StoreSettings) -> StoreParts:
    """Returns the ports over a Qdrant server, or over a folder in its in-process mode."""
    server = QdrantServer(settings.url, settings.api_key, settings.timeout_s)
    return StoreParts(
        QdrantChunkIndex(server, settings.analyser),
        QdrantVectorIndex(server),
        QdrantLexicalIndex(server, settings.analyser),
        qdrant_token_counts(server),
    )


STORE = SearchStore(
    name="qdrant",
    requires="qdrant_client",
    capabilities=StoreCapabilities(
        dense="approximate",
        bm25="approximate",
        filters="approximate",
        atomic_replace="missing",
        statistics="approximate",
        scale="millions of chunks; some hundred workspaces, each a collection",
    ),
    open=open_store,
)
