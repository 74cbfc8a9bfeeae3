"""A whole ingestion on memory adapters: the state machines' order of steps, in the caller's thread."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from genai_core.adapters.memory.blob_store import MemoryBlobStore
from genai_core.adapters.memory.document_store import MemoryDocumentStore
from genai_core.adapters.memory.search_index import MemorySearchIndex
from genai_core.adapters.memory.workflow_starter import MemoryWorkflowStarter
from genai_core.adapters.memory.workspace_store import MemoryWorkspaceStore
from genai_core.adapters.snowball.stemmer import SnowballStemmer
from genai_core.domain.identifiers import UserId, WorkspaceId, document_id
from genai_core.domain.ingestion.chunks import TokenVectors
from genai_core.domain.ingestion.documents import Block, Document, ExtractedDocument
from genai_core.domain.retrieval.late_interaction import pack, piece_ids
from genai_core.domain.retrieval.lexical import LexicalAnalyser
from genai_core.domain.workspaces import Workspace
from genai_core.errors import InvalidInput, QuorumError
from genai_core.ports.document_extractor import Extraction
from genai_core.usecases.chunk_document import ChunkDocument
from genai_core.usecases.delete_document import DeleteDocument
from genai_core.usecases.embed_chunks import EmbedChunks
from genai_core.usecases.extract_document import ExtractDocument
from genai_core.usecases.index_document import IndexDocument
from genai_core.usecases.ingestion_artifacts import DocumentVersion
from genai_core.usecases.record_failure import RecordFailure
from genai_core.usecases.start_ingestion import StartIngestion

W = WorkspaceId("w1")


class SteppedClock:
    """A clock that goes on by a second whenever it is read."""

    def __init__(self) -> None:
        self.time = datetime(2026, 1, 1, tzinfo=UTC)

    def now(self) -> datetime:
        self.time += timedelta(seconds=1)
        return self.time

    def monotonic(self) -> float:
        return self.time.timestamp()

    def sleep(self, seconds: float) -> None:
        self.time += timedelta(seconds=seconds)


class WordEmbedder:
    """A small embedder of its own kind: each word has a direction by its hash, a text their mean."""

    dimensions = 384

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self.embed_tokens(texts)[0]

    def embed_tokens(self, texts: Sequence[str]) -> tuple[NDArray[np.float32], list[TokenVectors]]:
        tokens = [self._tokens(text) for text in texts]
        means = [found.vectors.mean(axis=0) if len(found.vectors) else np.zeros(384) for found in tokens]
        vectors = np.array(means, dtype=np.float32).reshape(len(texts), 384)
        return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9), tokens

    def _tokens(self, text: str) -> TokenVectors:
        words = list(re.finditer(r"\w+", text))
        seeds = [int(hashlib.sha256(word.group().lower().encode()).hexdigest()[:8], 16) for word in words]
        rows = np.array([np.random.default_rng(seed).normal(size=384) for seed in seeds]).reshape(-1, 384)
        return TokenVectors(
            token_ids=np.array([seed % 30_000 for seed in seeds], dtype=np.int32),
            offsets=np.array([word.span() for word in words], dtype=np.int32).reshape(-1, 2),
            vectors=(rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32),
        )


class ParagraphExtractor:
    """Reads UTF-8 text in this process; the limited one is tested by itself."""

    def extract(self, body: bytes, *, file_name: str) -> Extraction:
        text = body.decode()
        if "BROKEN" in text:
            raise InvalidInput(f"{file_name!r} is damaged", remedy="Upload it again.")
        blocks = tuple(Block(part) for part in text.split("\n\n"))
        return Extraction(ExtractedDocument(file_name, "txt", blocks, metadata={"author": "Ada"}), 1, 0.0)


@dataclass
class House:
    """All parts; `hold` lists executions instead of running them."""

    hold: bool = False
    held: list[dict[str, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.clock = SteppedClock()
        self.blobs = MemoryBlobStore()
        self.documents = MemoryDocumentStore(self.clock)
        self.index = MemorySearchIndex(LexicalAnalyser(SnowballStemmer()), piece_ids)
        self.workspaces = MemoryWorkspaceStore()
        self.workspaces.create(Workspace(W, "One", UserId("ada"), "2026-01-01T00:00:00+00:00"))
        self.workflows = MemoryWorkflowStarter(
            {"ingest_document": self._ingest_or_hold, "delete_document": self._delete}
        )
        self.start = StartIngestion(
            self.documents, self.blobs, self.workspaces, self.workflows, self.clock, max_document_bytes=10_000
        )

    def drop(self, path: str, text: str) -> str:
        self.blobs.put(f"inbox/{W}/{path}", text.encode())
        return self.start(f"inbox/{W}/{path}")

    def document(self, path: str) -> Document:
        return self.documents.get(W, document_id(W, path))

    def ingest(self, payload: dict[str, Any]) -> dict[str, Any]:
        """Runs the steps in the state machine's order, with its catch."""
        version = DocumentVersion(**payload)
        step = "extract_document"
        try:
            ExtractDocument(self.documents, self.blobs, ParagraphExtractor())(version)
            step = "chunk_document"
            for key in ChunkDocument(self.documents, self.blobs, batch_size=2)(version).batches:
                EmbedChunks(self.blobs, WordEmbedder(), pack)(key)
            step = "index_document"
            IndexDocument(self.documents, self.blobs, self.index)(version)
        except QuorumError as error:
            RecordFailure(self.documents)(version, step=step, error=type(error).__name__, cause=str(error))
        return {}

    def _ingest_or_hold(self, payload: dict[str, Any]) -> dict[str, Any]:
        if self.hold:
            self.held.append(payload)
            return {}
        return self.ingest(payload)

    def _delete(self, payload: dict[str, Any]) -> dict[str, Any]:
        DeleteDocument(self.documents, self.blobs, self.index)(DocumentVersion(**payload))
        return {}
