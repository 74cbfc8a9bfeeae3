"""Embed one batch of chunks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from genai_core.domain.identifiers import EncoderName
from genai_core.domain.ingestion.chunks import Chunk, EmbeddedChunk
from genai_core.ports.blob_store import BlobStore
from genai_core.ports.embedder import Embedder
from genai_core.ports.workspace_store import WorkspaceStore
from genai_core.usecases.ingestion.ingestion_artifacts import load_batch, save_vectors, workspace_of


@dataclass(frozen=True, slots=True)
class EmbeddedBatch:
    """The key of the vectors, and the number of chunks."""

    key: str
    chunk_count: int


@dataclass(frozen=True, slots=True)
class EmbedChunks:
    """One item of the Map in an ingestion: sentence vectors and packed token vectors, from one pass.

    Attributes:
        embedder: Returns an encoder of this deployment; each workspace has its own encoder.
    """

    blobs: BlobStore
    workspaces: WorkspaceStore
    embedder: Callable[[EncoderName], Embedder]

    def __call__(self, key: str) -> EmbeddedBatch:
        """Writes the vectors of the batch under `key` beside it; may be repeated.

        Raises:
            NotFound: There is no such batch, or its workspace is gone.
            Misconfigured: This deployment lacks the workspace's encoder.
            Unavailable: The model cannot be reached now.
        """
        workspace = self.workspaces.get(workspace_of(key))
        chunks = load_batch(self.blobs, key)
        embedded = embed_passages(self.embedder(workspace.encoder), chunks)
        return EmbeddedBatch(save_vectors(self.blobs, key, embedded), len(chunks))


def embed_passages(embedder: Embedder, chunks: Sequence[Chunk]) -> list[EmbeddedChunk]:
    """Returns chunks with their vectors, and packed token vectors if the encoder gives any.

    Raises:
        Unavailable: The model cannot be reached now.
    """
    texts = [chunk.searchable_text for chunk in chunks]
    name, basis = embedder.profile.name, embedder.profile.basis
    if basis is None:
        vectors = embedder.embed(texts)
        return [
            EmbeddedChunk(chunk, vector, encoder=name) for chunk, vector in zip(chunks, vectors, strict=True)
        ]
    vectors, tokens = embedder.embed_tokens(texts)
    return [
        EmbeddedChunk(chunk, vector, basis.pack(token_vectors), name)
        for chunk, vector, token_vectors in zip(chunks, vectors, tokens, strict=True)
    ]
