"""Ingests a 350-page PDF in process and prints seconds per step: `python -m tests.benchmarks.ingestion`.

The PDF, a book unless another is named, repeats the pages of a real one until there are enough.
Extraction runs in its limited process, the encoder is the one that `make build` made, the index a
temporary PostgreSQL. Processor seconds are printed too: on a busy machine only they mean anything.
"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import pypdfium2 as pdfium

from genai_core.adapters.extraction.extractor import LimitedExtractor
from genai_core.adapters.memory.blob_store import MemoryBlobStore
from genai_core.adapters.memory.document_store import MemoryDocumentStore
from genai_core.adapters.memory.inbox import MemoryInbox
from genai_core.adapters.memory.workspace_store import MemoryWorkspaceStore
from genai_core.adapters.onnx.embedder import OnnxEmbedder
from genai_core.adapters.onnx.window import read_window
from genai_core.adapters.pgvector.chunk_index import PgChunkIndex
from genai_core.adapters.pgvector.connection import Database
from genai_core.adapters.snowball.stemmer import SnowballStemmer
from genai_core.adapters.system.clock import SystemClock
from genai_core.domain.identifiers import UserId, WorkspaceId, content_hash, document_id
from genai_core.domain.ingestion.documents import Document, DocumentStatus
from genai_core.domain.retrieval.lexical import LexicalAnalyser
from genai_core.domain.workspaces import Workspace
from genai_core.usecases.ingestion.chunk_document import ChunkDocument
from genai_core.usecases.ingestion.embed_chunks import EmbedChunks
from genai_core.usecases.ingestion.extract_document import ExtractDocument
from genai_core.usecases.ingestion.index_document import IndexDocument
from genai_core.usecases.ingestion.ingestion_artifacts import DocumentVersion
from local_runtime.servers.throwaway_postgres import throwaway_postgres

ROOT = Path(__file__).parents[2]
SOURCES = (
    # A book of 117 pages. Dense papers such as tracemonkey.pdf beside it give five times as many chunks.
    ROOT.parent / "shared" / "data" / "files" / "pdf" / "german_math_book.pdf",
    ROOT / "samples" / "relay-r3-data-sheet.pdf",
)
MODEL = ROOT / ".build" / "model"
PAGES = 350
LIMIT_S = 90.0
W = WorkspaceId("benchmark")


def long_pdf(source: Path, pages: int) -> bytes:
    """Returns a PDF of that many pages, which repeats the source's pages."""
    original, book = pdfium.PdfDocument(source), pdfium.PdfDocument.new()
    while len(book) < pages:
        book.import_pages(original, list(range(min(len(original), pages - len(book)))))
    body = BytesIO()
    book.save(body)
    return body.getvalue()


def processor_s() -> float:
    """Returns processor seconds of this process and of its children that ended."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


@contextmanager
def timed(label: str, times: dict[str, float]) -> Generator[None]:
    started, worked = time.perf_counter(), processor_s()
    yield
    times[label] = time.perf_counter() - started
    print(f"{label:<8} {times[label]:7.2f} s, {processor_s() - worked:7.2f} s of processor", flush=True)


def ingest(body: bytes, database: Database) -> tuple[dict[str, float], int, int]:
    """Returns seconds per step, the number of chunks, and the extracting process's peak memory in bytes."""
    blobs, documents = MemoryBlobStore(), MemoryDocumentStore(SystemClock())
    version = DocumentVersion(W, document_id(W, "book.pdf"), "book.pdf", content_hash(body))
    blobs.put(version.source_key, body)
    submitted = Document(
        W,
        version.document_id,
        version.path,
        DocumentStatus.SUBMITTED,
        version.content_hash,
        len(body),
        "",
        "",
    )
    documents.submit(submitted)
    index = PgChunkIndex(database, LexicalAnalyser(SnowballStemmer()))
    workspaces, embedder = MemoryWorkspaceStore(), OnnxEmbedder(MODEL)
    workspaces.create(Workspace(W, "Benchmark", UserId("benchmark"), ""))
    embed = EmbedChunks(blobs, workspaces, lambda _name: embedder)
    window = read_window(MODEL)
    chunk = ChunkDocument(documents, blobs, workspaces, lambda _name: window)
    times: dict[str, float] = {}
    with timed("extract", times):
        extracted = ExtractDocument(documents, blobs, LimitedExtractor())(version)
    with timed("chunk", times):
        chunked = chunk(version)
    with timed("embed", times):
        for key in chunked.batches:
            embed(key)
    with timed("index", times):
        IndexDocument(documents, blobs, index, MemoryInbox())(version)
    assert documents.get(W, version.document_id).status is DocumentStatus.READY
    return times, chunked.chunk_count, extracted.peak_memory_bytes


def main() -> int:
    source = Path(sys.argv[1]) if len(sys.argv) > 1 else next(path for path in SOURCES if path.exists())
    body = long_pdf(source, PAGES)
    with throwaway_postgres() as address:
        database = Database(address.host, address.port, address.database, address.user)
        times, chunks, peak = ingest(body, database)
        database.close()
    git = ("git", "rev-parse", "--short", "HEAD")
    commit = subprocess.run(git, cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip()
    total = sum(times.values())
    print(
        f"machine  {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, {commit}"
    )
    print(f"document {PAGES} pages of {source.name}, {len(body) / 1e6:.1f} MB, {chunks} chunks")
    print(f"total    {total:7.2f} s (limit {LIMIT_S:.0f} s)")
    print(f"peak memory of the extracting process {peak / 1e6:.0f} MB")
    return int(total > LIMIT_S)


if __name__ == "__main__":
    sys.exit(main())
