"""Embeds one batch of chunks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from genai_core.domain.ingestion.chunks import EmbeddedChunk, TokenVectors
from genai_core.ports.blob_store import BlobStore
from genai_core.ports.embedder import Embedder
from genai_core.usecases.ingestion_artifacts import load_batch, save_vectors


@dataclass(frozen=True, slots=True)
class EmbeddedBatch:
    """Where the vectors lie, and of how many chunks."""

    key: str
    chunk_count: int


@dataclass(frozen=True, slots=True)
class EmbedChunks:
    """One item of the Map in an ingestion: sentence vectors and packed token vectors, from one pass.

    Attributes:
        pack: Token vectors to their storage form.
    """

    blobs: BlobStore
    embedder: Embedder
    pack: Callable[[TokenVectors], bytes]

    def __call__(self, key: str) -> EmbeddedBatch:
        """Writes the vectors of the batch under `key` beside it; may be repeated.

        Raises:
            NotFound: There is no such batch.
            Unavailable: The model cannot be reached now.
        """
        chunks = load_batch(self.blobs, key)
        vectors, tokens = self.embedder.embed_tokens([chunk.searchable_text for chunk in chunks])
        embedded = [
            EmbeddedChunk(chunk, vector, self.pack(found))
            for chunk, vector, found in zip(chunks, vectors, tokens, strict=True)
        ]
        return EmbeddedBatch(save_vectors(self.blobs, key, embedded), len(chunks))
