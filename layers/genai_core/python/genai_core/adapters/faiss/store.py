"""What the entry point names."""

from __future__ import annotations

from pathlib import Path

from genai_core.adapters.faiss.archive import Archive
from genai_core.adapters.faiss.chunk_index import FaissChunkIndex
from genai_core.adapters.faiss.lexical_index import FaissLexicalIndex, FaissPieceStatistics
from genai_core.adapters.faiss.vector_index import FaissVectorIndex
from genai_core.ports.search_store import SearchStore, StoreCapabilities, StoreParts, StoreSettings


def open_store(settings: StoreSettings) -> StoreParts:
    """Returns the ports over a folder on this machine."""
    archive = Archive(Path(settings.url), settings.timeout_s)
    return StoreParts(
        FaissChunkIndex(archive, settings.analyser, settings.piece_ids),
        FaissVectorIndex(archive),
        FaissLexicalIndex(archive, settings.analyser),
        FaissPieceStatistics(archive),
    )


STORE = SearchStore(
    name="faiss",
    requires="faiss",
    capabilities=StoreCapabilities(
        dense="exact",
        bm25="exact",
        filters="exact",
        atomic_replace="exact",
        piece_statistics="exact",
        scale="about 200,000 chunks on one machine: vectors in memory, one writer at a time",
    ),
    open=open_store,
)
