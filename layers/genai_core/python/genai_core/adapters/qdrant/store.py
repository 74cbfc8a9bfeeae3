"""What the entry point names."""

from __future__ import annotations

from genai_core.adapters.qdrant.chunk_index import QdrantChunkIndex
from genai_core.adapters.qdrant.searches import QdrantLexicalIndex, QdrantPieceStatistics, QdrantVectorIndex
from genai_core.adapters.qdrant.server import QdrantServer
from genai_core.ports.search_store import SearchStore, StoreCapabilities, StoreParts, StoreSettings


def open_store(settings: StoreSettings) -> StoreParts:
    """Returns the ports over a Qdrant server, or over a folder in its in-process mode."""
    server = QdrantServer(settings.url, settings.api_key, settings.timeout_s)
    return StoreParts(
        QdrantChunkIndex(server, settings.analyser, settings.piece_ids),
        QdrantVectorIndex(server),
        QdrantLexicalIndex(server, settings.analyser),
        QdrantPieceStatistics(server),
    )


STORE = SearchStore(
    name="qdrant",
    requires="qdrant_client",
    capabilities=StoreCapabilities(
        dense="approximate",
        bm25="approximate",
        filters="approximate",
        atomic_replace="missing",
        piece_statistics="approximate",
        scale="millions of chunks; some hundred workspaces, each a collection",
    ),
    open=open_store,
)
