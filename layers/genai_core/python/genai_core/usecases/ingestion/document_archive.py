"""The archive of indexed documents: their chunks, to fill any engine again, and their text, for citations.

Data between the steps of an ingestion is deleted after some weeks; the archive stays as long as the document.
Its keys contain the version, so that a listing shows what is there.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Sequence
from typing import Any

from genai_core.domain.identifiers import ContentHash, DocumentId, WorkspaceId
from genai_core.domain.ingestion.chunk_json import chunk_json, read_chunk
from genai_core.domain.ingestion.chunks import Chunk, EmbeddedChunk
from genai_core.domain.ingestion.documents import ExtractedDocument
from genai_core.errors import NotFound
from genai_core.ports.blob_store import BlobStore
from genai_core.usecases.ingestion.ingestion_artifacts import (
    DocumentVersion,
    encoder_of,
    extracted_json,
    load_extracted,
    read_extracted,
)

_CHUNKS = ".npz"
_TEXT = ".text.json"
_READABLE = ".chunks/"
READABLE_PART = 200
"""Chunks of one file for readers: they need no vectors, which are most of the other file."""


def archive_prefix(workspace_id: WorkspaceId, document_id: DocumentId) -> str:
    """Returns the prefix of a document's archived versions: one, or two for a moment."""
    return f"archive/{workspace_id}/{document_id}/"


def save_archived(
    blobs: BlobStore,
    workspace_id: WorkspaceId,
    document_id: DocumentId,
    version: ContentHash,
    chunks: Sequence[EmbeddedChunk],
) -> None:
    """Archives an indexed version and removes the others; a version without chunks leaves nothing."""
    prefix = archive_prefix(workspace_id, document_id)
    key = f"{prefix}{version}{_CHUNKS}"
    if chunks:
        save_chunks(blobs, key, chunks)
        _save_readable(blobs, f"{prefix}{version}{_READABLE}", chunks)
    for other in list(blobs.keys(prefix)):
        if not chunks or not other.startswith(f"{prefix}{version}."):
            blobs.delete(other)


def save_text(blobs: BlobStore, version: DocumentVersion) -> None:
    """Archives the text that the extraction of a version left."""
    document = load_extracted(blobs, version)
    key = f"{archive_prefix(version.workspace_id, version.document_id)}{version.content_hash}{_TEXT}"
    blobs.put(key, extracted_json(document), content_type="application/json")


def load_text(
    blobs: BlobStore, workspace_id: WorkspaceId, document_id: DocumentId
) -> tuple[ContentHash, ExtractedDocument]:
    """Returns the archived text of a document, and its version.

    Raises:
        NotFound: It is not indexed, or was indexed before texts were archived.
    """
    prefix = archive_prefix(workspace_id, document_id)
    key = next((key for key in blobs.keys(prefix) if key.endswith(_TEXT)), None)
    if key is None:
        raise NotFound(
            f"no text of document {document_id!r} is stored",
            remedy="Wait until it is ready; if it is ready, upload it again.",
        )
    return ContentHash(key.removeprefix(prefix).removesuffix(_TEXT)), read_extracted(blobs.get(key))


def load_readable(
    blobs: BlobStore, workspace_id: WorkspaceId, document_id: DocumentId, version: ContentHash, part: int
) -> list[Chunk]:
    """Returns the chunks of a part of an archived version, in order; READABLE_PART of them, but in the last.

    Raises:
        NotFound: The version is not archived, or has no such part.
    """
    prefix = f"{archive_prefix(workspace_id, document_id)}{version}"
    try:
        stored = json.loads(blobs.get(f"{prefix}{_READABLE}{part:05d}.json"))
    except NotFound:
        # It was indexed before these files were written, or has no such part.
        stored = _stored_in(blobs.get(f"{prefix}{_CHUNKS}"))[part * READABLE_PART :][:READABLE_PART]
    return [read_chunk(chunk) for chunk in stored]


def save_chunks(blobs: BlobStore, key: str, chunks: Sequence[EmbeddedChunk]) -> None:
    """Writes chunks, at least one, in the archive's format."""
    blobs.put(key, _packed(chunks))


def load_archived(blobs: BlobStore, key: str) -> list[EmbeddedChunk]:
    """Reads the chunks of an archived version, in order. Raises NotFound if it is gone."""
    import numpy as np  # noqa: PLC0415

    with np.load(io.BytesIO(blobs.get(key)), allow_pickle=False) as arrays:
        vectors, packed = arrays["vectors"].astype(np.float32), arrays["packed"].tobytes()
        ends = np.cumsum(arrays["lengths"]).tolist()
        stored, encoder = json.loads(arrays["chunks"].tobytes()), encoder_of(arrays)
    starts = [0, *ends[:-1]]
    return [
        EmbeddedChunk(read_chunk(item), vector, packed[start:end], encoder)
        for item, vector, start, end in zip(stored, vectors, starts, ends, strict=True)
    ]


def archived_versions(blobs: BlobStore, workspace_id: WorkspaceId) -> dict[DocumentId, list[ContentHash]]:
    """Returns the archived versions of all documents of a workspace, with one listing."""
    versions: dict[DocumentId, list[ContentHash]] = {}
    prefix = f"archive/{workspace_id}/"
    for key in blobs.keys(prefix):
        document_id, _, name = key.removeprefix(prefix).rpartition("/")
        if name.endswith(_CHUNKS):
            versions.setdefault(DocumentId(document_id), []).append(ContentHash(name.removesuffix(_CHUNKS)))
    return versions


def _save_readable(blobs: BlobStore, prefix: str, chunks: Sequence[EmbeddedChunk]) -> None:
    for part, start in enumerate(range(0, len(chunks), READABLE_PART)):
        stored = [chunk_json(embedded.chunk) for embedded in chunks[start : start + READABLE_PART]]
        body = json.dumps(stored, ensure_ascii=False, separators=(",", ":")).encode()
        blobs.put(f"{prefix}{part:05d}.json", body, content_type="application/json")


def _stored_in(archived: bytes) -> list[Any]:
    """Reads the chunks' JSON alone out of the archive's format; the API's function carries no NumPy."""
    with zipfile.ZipFile(io.BytesIO(archived)) as arrays:
        array = arrays.read("chunks.npy")
    # The format's first version: six bytes of magic, two of version, two of the header's length, the header.
    return json.loads(array[10 + int.from_bytes(array[8:10], "little") :])


def _packed(chunks: Sequence[EmbeddedChunk]) -> bytes:
    import numpy as np  # noqa: PLC0415

    stored = [chunk_json(embedded.chunk) for embedded in chunks]
    text = json.dumps(stored, separators=(",", ":")).encode()
    file = io.BytesIO()
    np.savez(
        file,
        chunks=np.frombuffer(text, np.uint8),
        vectors=np.stack([embedded.vector for embedded in chunks]).astype(np.float16),
        packed=np.frombuffer(b"".join(embedded.packed_tokens for embedded in chunks), np.uint8),
        lengths=np.array([len(embedded.packed_tokens) for embedded in chunks], np.int64),
        encoder=np.array(chunks[0].encoder),
    )
    return file.getvalue()
