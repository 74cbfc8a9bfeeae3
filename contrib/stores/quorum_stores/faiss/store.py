"""Entry point of the store `faiss`."""

from __future__ import annotations

from pathlib import Path

from genai_core.ports.search_store import SearchStore, StoreCapabilities, StoreParts, StoreSettings
from quorum_stores.faiss.archive import Archive
from quorum_stores.faiss.chunk_index import FaissChunkIndex
from quorum_stores.faiss.lexical_index import FaissLexicalIndex, FaissTokenStatistics
from quorum_stores.faiss.vector_index import FaissVectorIndex


def open_store(settings: StoreSettings) -> StoreParts:
    """Returns the ports over a folder on this machine."""
    archive = Archive(Path(settings.url), settings.timeout_s)
    return StoreParts(
        FaissChunkIndex(archive, settings.analyser),
        FaissVectorIndex(archive),
        FaissLexicalIndex(archive, settings.analyser),
        FaissTokenStatistics(archive),
    )


STORE = SearchStore(
    name="faiss",
    requires="faiss",
    capabilities=StoreCapabilities(
        dense="exact",
        bm25="exact",
        filters="exact",
        atomic_replace="exact",
        statistics="exact",
        scale="about 200,000 chunks on one machine: vectors in memory, one writer at a time",
    ),
    open=open_store,
)
