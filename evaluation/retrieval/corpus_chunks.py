"""Cut and encode a corpus as ingestion does, and cache the result between runs, because it takes minutes."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from evaluation.retrieval.beir import CorpusDocument, TestSet
from genai_core.adapters.onnx.window import read_window
from genai_core.domain.identifiers import ContentHash, DocumentId, WorkspaceId, content_hash
from genai_core.domain.ingestion.chunking import chunk_document
from genai_core.domain.ingestion.chunks import Chunk, EmbeddedChunk
from genai_core.domain.ingestion.cleaning import markdown_blocks
from genai_core.domain.ingestion.documents import ExtractedDocument
from genai_core.domain.ingestion.encoder_windows import EncoderWindow
from genai_core.domain.retrieval.encoder_profiles import EncoderProfile
from genai_core.domain.text.token_vectors import TokenVectors
from genai_core.errors import Misconfigured
from genai_core.ports.chunk_index import ChunkIndex
from genai_core.ports.embedder import Embedder
from genai_core.usecases.ingestion.embed_chunks import embed_passages
from local_runtime.servers.throwaway_engine import ROOT

_SHARD_CHUNKS = 512
_MAX_ID_CHARS = 200
_PROBE_KEY = 7592


def cut(documents: Sequence[CorpusDocument]) -> dict[str, list[Chunk]]:
    """Returns each document's chunks by its id in the corpus."""
    return {document.identifier: _chunks(document) for document in documents}


def encode(
    chunks: Sequence[Chunk],
    embedder: Embedder,
    cache: Path,
    report: Callable[[int], None],
) -> Iterator[EmbeddedChunk]:
    """Yields the encoded chunks in order; shards of them are cached in `cache`, named by their content.

    Args:
        report: Called with the number of chunks encoded so far.
    """
    cache.mkdir(parents=True, exist_ok=True)
    for start in range(0, len(chunks), _SHARD_CHUNKS):
        shard = chunks[start : start + _SHARD_CHUNKS]
        texts = (chunk.searchable_text for chunk in shard)
        path = cache / f"{hashlib.sha256(chr(0).join(texts).encode()).hexdigest()[:32]}.npz"
        if not path.is_file():
            _encode_shard(shard, embedder, path)
        with np.load(path) as stored:
            vectors, packed, ends = (
                stored["vectors"].astype(np.float32),
                stored["packed"].tobytes(),
                stored["ends"],
            )
        starts = [0, *ends[:-1].tolist()]
        for chunk, vector, first, last in zip(shard, vectors, starts, ends.tolist(), strict=True):
            yield EmbeddedChunk(chunk, vector, packed[first:last])
        report(start + len(shard))


def sentence_vectors(
    chunks: Mapping[str, Sequence[Chunk]], embedder: Embedder, cache: Path
) -> NDArray[np.float32]:
    """Returns the vectors of a cut corpus, [n, d] unit length, cached like an evaluation's."""
    everything = [chunk for parts in chunks.values() for chunk in parts]
    encoded = encode(everything, embedder, cache / encoder_version(embedder), lambda _done: None)
    rows = np.stack([embedded.vector for embedded in encoded])
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def write_each(
    index: ChunkIndex,
    workspace_id: WorkspaceId,
    documents: Iterable[tuple[DocumentId, Sequence[EmbeddedChunk]]],
) -> Iterator[int]:
    """Writes document by document, as ingestion does; yields how many are written."""
    for number, (document_id, chunks) in enumerate(documents, 1):
        index.replace_document(workspace_id, document_id, ContentHash("1"), chunks)
        yield number


def digest_of(test_set: TestSet) -> str:
    """Returns a digest of what rankings depend on besides the system: questions, documents, chunks."""
    chunks = cut(test_set.documents)
    texts = (chunk.searchable_text for parts in chunks.values() for chunk in parts)
    whole = (f"{document.identifier} {document.title} {document.text}" for document in test_set.documents)
    digest = hashlib.sha256()
    for part in (*test_set.questions.values(), *whole, *texts):
        digest.update(part.encode("utf-8", "backslashreplace") + b"\x00")
    return digest.hexdigest()[:16]


def encoder_version(embedder: Embedder) -> str:
    """Returns what encoded chunks depend on besides their text: the model and the storage format."""
    model = Path(os.environ["EMBEDDER_PATH"]) / "model.onnx"
    if not model.is_file():
        raise Misconfigured(f"the encoder's file {str(model)!r} is missing", remedy="Build it: `make build`.")
    digest = hashlib.sha256(model.read_bytes())
    digest.update(_stored_probe(embedder.profile))
    return digest.hexdigest()[:16]


def _stored_probe(profile: EncoderProfile) -> bytes:
    """Returns the stored form of one token, which changes with the basis and the levels."""
    row = np.linspace(-1, 1, profile.dimensions, dtype=np.float32)[None]
    offsets = np.array([[0, 5]], np.int32)
    probe = TokenVectors(np.array([_PROBE_KEY], np.int32), offsets, row, np.ones(1, np.float32))
    return profile.basis.pack(probe) if profile.basis else b""


def _encode_shard(shard: Sequence[Chunk], embedder: Embedder, path: Path) -> None:
    encoded = embed_passages(embedder, shard)
    packed = [chunk.packed_tokens for chunk in encoded]
    partial = path.with_suffix(".partial.npz")
    np.savez(
        partial,
        vectors=np.stack([chunk.vector for chunk in encoded]).astype(np.float16),
        packed=np.frombuffer(b"".join(packed), np.uint8),
        ends=np.cumsum([len(chunk) for chunk in packed]),
    )
    partial.rename(path)


def _chunks(document: CorpusDocument) -> list[Chunk]:
    extracted = ExtractedDocument(document.title, "md", markdown_blocks(document.text))
    version = content_hash(document.text.encode("utf-8", "replace"))
    return chunk_document(extracted, _document_id(document.identifier), version, window=_window())


@cache
def _window() -> EncoderWindow:
    return read_window(Path(os.environ.get("EMBEDDER_PATH", ROOT / ".build/model")))


def _document_id(identifier: str) -> DocumentId:
    """Returns the corpus' own id, or its hash if engines do not accept the id."""
    if len(identifier) <= _MAX_ID_CHARS and identifier.isprintable():
        return DocumentId(identifier)
    return DocumentId(hashlib.sha256(identifier.encode("utf-8", "backslashreplace")).hexdigest()[:32])
