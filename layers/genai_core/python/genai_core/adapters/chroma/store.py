"""What the entry point names."""

from __future__ import annotations

from genai_core.adapters.chroma.chunk_index import ChromaChunkIndex
from genai_core.adapters.chroma.searches import ChromaLexicalIndex, ChromaPieceStatistics, ChromaVectorIndex
from genai_core.adapters.chroma.server import ChromaServer
from genai_core.ports.search_store import SearchStore, StoreCapabilities, StoreParts, StoreSettings


def open_store(settings: StoreSettings) -> StoreParts:
    """Returns the ports over a Chroma server."""
    server = ChromaServer(settings.url, settings.api_key, settings.timeout_s)
    return StoreParts(
        ChromaChunkIndex(server, settings.analyser, settings.piece_ids),
        ChromaVectorIndex(server),
        ChromaLexicalIndex(server, settings.analyser),
        ChromaPieceStatistics(server),
    )


STORE = SearchStore(
    name="chroma",
    requires="",
    capabilities=StoreCapabilities(
        dense="approximate",
        bm25="approximate",
        filters="approximate",
        atomic_replace="missing",
        piece_statistics="approximate",
        scale="some thousand chunks a workspace: the lexical leg reads every chunk that shares a word",
    ),
    open=open_store,
)
