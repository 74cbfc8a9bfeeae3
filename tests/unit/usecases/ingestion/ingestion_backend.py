"""A whole ingestion on memory adapters: the state machines' order of steps, in the caller's thread."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from genai_core.adapters.memory.blob_store import MemoryBlobStore
from genai_core.adapters.memory.document_store import MemoryDocumentStore
from genai_core.adapters.memory.embedder import HashingEmbedder, hashing_profile
from genai_core.adapters.memory.inbox import MemoryInbox
from genai_core.adapters.memory.inbox_queue import MemoryInboxQueue
from genai_core.adapters.memory.search_index import MemorySearchIndex
from genai_core.adapters.memory.workflow_starter import MemoryWorkflowStarter
from genai_core.adapters.memory.workspace_store import MemoryWorkspaceStore
from genai_core.adapters.snowball.stemmer import SnowballStemmer
from genai_core.domain.identifiers import EncoderName, UserId, WorkspaceId, document_id
from genai_core.domain.ingestion.documents import Block, Document, ExtractedDocument
from genai_core.domain.ingestion.encoder_windows import EncoderWindow
from genai_core.domain.retrieval.lexical import LexicalAnalyser
from genai_core.domain.workspaces import Workspace
from genai_core.errors import InvalidInput, QuorumError
from genai_core.ports.document_extractor import DocumentExtractor, Extraction
from genai_core.ports.embedder import Embedder
from genai_core.usecases.ingestion.chunk_document import ChunkDocument
from genai_core.usecases.ingestion.delete_document import DeleteDocument
from genai_core.usecases.ingestion.embed_chunks import EmbedChunks
from genai_core.usecases.ingestion.extract_document import ExtractDocument
from genai_core.usecases.ingestion.index_document import IndexDocument, IndexedVersion
from genai_core.usecases.ingestion.ingestion_artifacts import DocumentVersion
from genai_core.usecases.ingestion.ingestion_turns import IngestionTurns
from genai_core.usecases.ingestion.record_failure import RecordFailure
from genai_core.usecases.ingestion.start_ingestion import StartIngestion

W = WorkspaceId("w1")
AT_ONCE = 3
"""Documents that are ingested at a time."""


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


class ParagraphExtractor:
    """Reads UTF-8 text in this process; the limited one is tested by itself."""

    def extract(self, body: bytes, *, file_name: str) -> Extraction:
        text = body.decode()
        if "BROKEN" in text:
            raise InvalidInput(f"{file_name!r} is damaged", remedy="Upload it again.")
        blocks = tuple(Block(part) for part in text.split("\n\n"))
        return Extraction(ExtractedDocument(file_name, "txt", blocks, metadata={"author": "Ada"}), 1, 0.0)


@dataclass
class IngestionBackend:
    """All parts; `hold` lists executions instead of running them."""

    hold: bool = False
    extractor: DocumentExtractor = field(
        default_factory=lambda: ParagraphExtractor()  # noqa: PLW0108 -- tests replace the class
    )
    held: list[dict[str, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.clock = SteppedClock()
        self.window: EncoderWindow | None = None
        self.blobs = MemoryBlobStore()
        self.documents = MemoryDocumentStore(self.clock)
        self.index = MemorySearchIndex(LexicalAnalyser(SnowballStemmer()))
        self.workspaces = MemoryWorkspaceStore()
        self.workspaces.create(Workspace(W, "One", UserId("ada"), "2026-01-01T00:00:00+00:00"))
        self.record = RecordFailure(self.documents, self.blobs, self.workspaces)
        self.workflows = MemoryWorkflowStarter(
            {"ingest_document": self._ingest_or_hold, "delete_document": self._delete}
        )
        self.queue = MemoryInboxQueue()
        self.start = StartIngestion(
            documents=self.documents,
            blobs=self.blobs,
            workspaces=self.workspaces,
            workflows=self.workflows,
            clock=self.clock,
            turns=IngestionTurns(self.workflows, self.queue, self.clock, at_once=AT_ONCE),
            max_document_bytes=10_000,
        )

    def embedder(self, name: EncoderName) -> Embedder:
        """An encoder without a model, as unlike the others as real ones are."""
        return HashingEmbedder(hashing_profile(name))

    def drop(self, path: str, text: str) -> str:
        return self.drop_file(path, text.encode())

    def drop_file(self, path: str, body: bytes, *, label: str = "") -> str:
        self.blobs.put(f"inbox/{W}/{path}", body, label=label)
        return self.start(f"inbox/{W}/{path}")

    def document(self, path: str) -> Document:
        return self.documents.get(W, document_id(W, path))

    def ingest(self, payload: dict[str, Any]) -> dict[str, Any]:
        """Runs the steps in the state machine's order, with its catch."""
        version = DocumentVersion(**payload)
        step = "extract_document"
        try:
            ExtractDocument(self.documents, self.blobs, self.extractor)(version)
            step = "chunk_document"
            chunk = ChunkDocument(
                self.documents, self.blobs, self.workspaces, lambda _: self.window, batch_size=2
            )
            for key in chunk(version).batches:
                EmbedChunks(self.blobs, self.workspaces, self.embedder)(key)
            step = "index_document"
            self.index_step(version)
        except QuorumError as error:
            self.record(version, step=step, error=type(error).__name__, cause=str(error))
        return {}

    def index_step(self, version: DocumentVersion) -> IndexedVersion:
        """The last step of an ingestion."""
        return IndexDocument(self.documents, self.blobs, self.index, MemoryInbox(self.blobs))(version)

    def _ingest_or_hold(self, payload: dict[str, Any]) -> dict[str, Any]:
        if self.hold:
            self.held.append(payload)
            return {}
        return self.ingest(payload)

    def _delete(self, payload: dict[str, Any]) -> dict[str, Any]:
        version = DocumentVersion(**payload)
        if DeleteDocument(self.documents, self.blobs, self.index)(version).is_uploaded_again:
            self.start(version.source_key)
        return {}
