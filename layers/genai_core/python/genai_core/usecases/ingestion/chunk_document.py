"""Cut one document version into chunks, in batches for the embedder."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from genai_core.domain.identifiers import EncoderName
from genai_core.domain.ingestion.chunking import ChunkSizes, chunk_document
from genai_core.domain.ingestion.documents import DocumentStatus, ExtractedDocument
from genai_core.domain.ingestion.encoder_windows import EncoderWindow
from genai_core.errors import InvalidInput
from genai_core.ports.blob_store import BlobStore
from genai_core.ports.document_store import DocumentStore
from genai_core.ports.workspace_store import WorkspaceStore
from genai_core.usecases.ingestion.ingestion_artifacts import (
    DocumentVersion,
    artifacts_prefix,
    load_extracted,
    save_batch,
)


@dataclass(frozen=True, slots=True)
class ChunkedVersion:
    """The batches in order, and their total number of chunks."""

    batches: tuple[str, ...]
    chunk_count: int


@dataclass(frozen=True, slots=True)
class ChunkDocument:
    """The second step of an ingestion.

    Attributes:
        window: Returns the window of an encoder; each workspace has its own encoder.
        batch_size: Chunks per call of the embedder: a few seconds of work.
        max_chunks: A document with more is refused, so that one upload cannot fill the index.
    """

    documents: DocumentStore
    blobs: BlobStore
    workspaces: WorkspaceStore
    window: Callable[[EncoderName], EncoderWindow | None]
    batch_size: int = 96
    max_chunks: int = 100_000

    def __call__(self, version: DocumentVersion) -> ChunkedVersion:
        """Writes the batches and marks the document as being embedded.

        Raises:
            InvalidInput: It has no words, or too many.
            NotFound: Its workspace is gone.
            Conflict: Another version is being processed.
            Misconfigured: This deployment lacks the workspace's encoder.
        """
        extracted = _with_source(load_extracted(self.blobs, version), version.path)
        workspace = self.workspaces.get(version.workspace_id)
        chunks = chunk_document(
            extracted,
            version.document_id,
            version.content_hash,
            sizes=ChunkSizes(workspace.chunk_words, workspace.chunk_overlap),
            window=self.window(workspace.encoder),
        )
        if not 0 < len(chunks) <= self.max_chunks:
            raise InvalidInput(
                f"{version.path!r} has {len(chunks)} chunks, of at most {self.max_chunks}",
                remedy="Split the document." if chunks else "Upload a file with text in it.",
            )
        # A repeated call must not leave batches of an earlier one.
        prefix = artifacts_prefix(version.workspace_id, version.document_id, version.content_hash)
        self.blobs.delete(f"{prefix}chunks/")
        starts = range(0, len(chunks), self.batch_size)
        batches = tuple(
            save_batch(self.blobs, version, number, chunks[start : start + self.batch_size])
            for number, start in enumerate(starts)
        )
        self.documents.advance(
            version.workspace_id,
            version.document_id,
            version.content_hash,
            DocumentStatus.EMBEDDING,
            chunk_count=len(chunks),
        )
        return ChunkedVersion(batches, len(chunks))


def _with_source(extracted: ExtractedDocument, path: str) -> ExtractedDocument:
    return replace(extracted, metadata={**extracted.metadata, "source": path})
