"""Entry point of the store `chroma`."""

from __future__ import annotations

from genai_core.ports.search_store import SearchStore, StoreCapabilities, StoreParts, StoreSettings
from quorum_stores.chroma.chunk_index import ChromaChunkIndex
from quorum_stores.chroma.searches import ChromaLexicalIndex, ChromaVectorIndex, chroma_token_counts
from quorum_stores.chroma.server import ChromaServer


def open_store(settings: StoreSettings) -> StoreParts:
    """Returns the ports over a Chroma server."""
    server = ChromaServer(settings.url, settings.api_key, settings.timeout_s)
    return StoreParts(
        ChromaChunkIndex(server, settings.analyser),
        ChromaVectorIndex(server),
        ChromaLexicalIndex(server, settings.analyser),
        chroma_token_counts(server),
    )


STORE = SearchStore(
    name="chroma",
    requires="",
    capabilities=StoreCapabilities(
        dense="approximate",
        bm25="approximate",
        filters="approximate",
        atomic_replace="missing",
        statistics="approximate",
        scale="some thousand chunks a workspace: the lexical retriever reads every chunk that shares a word",
    ),
    open=open_store,
)
