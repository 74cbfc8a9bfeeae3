"""The archive of what is indexed: a document's chunks, from which any engine can be filled again, and its
text, which citations point into.

What the steps of an ingestion hand to each other is deleted after some weeks; the archive stays as long as
the document. Its key names the version, so that a listing says what is there.
"""

from __future__ import annotations

import io
import json
from collections.abc import Sequence

from genai_core.domain.identifiers import ContentHash, DocumentId, WorkspaceId
from genai_core.domain.ingestion.chunk_json import chunk_json, read_chunk
from genai_core.domain.ingestion.chunks import EmbeddedChunk
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


def archive_prefix(workspace_id: WorkspaceId, document_id: DocumentId) -> str:
    """Returns the prefix of a document's archived versions; there is one, and for a moment two."""
    return f"archive/{workspace_id}/{document_id}/"


def save_archived(
    blobs: BlobStore,
    workspace_id: WorkspaceId,
    document_id: DocumentId,
    version: ContentHash,
    chunks: Sequence[EmbeddedChunk],
) -> None:
    """Archives a version that was indexed, and forgets the others; an empty one leaves nothing."""
    prefix = archive_prefix(workspace_id, document_id)
    key = f"{prefix}{version}{_CHUNKS}"
    if chunks:
        save_chunks(blobs, key, chunks)
    for other in list(blobs.keys(prefix)):
        if not chunks or not other.startswith(f"{prefix}{version}."):
            blobs.delete(other)


def save_text(blobs: BlobStore, version: DocumentVersion) -> None:
    """Archives the text of a version, which its extraction left."""
    document = load_extracted(blobs, version)
    key = f"{archive_prefix(version.workspace_id, version.document_id)}{version.content_hash}{_TEXT}"
    blobs.put(key, extracted_json(document), content_type="application/json")


def load_text(
    blobs: BlobStore, workspace_id: WorkspaceId, document_id: DocumentId
) -> tuple[ContentHash, ExtractedDocument]:
    """Returns the archived text of a document, and of which version it is.

    Raises:
        NotFound: Nothing of it is indexed, or it was indexed before texts were archived.
    """
    prefix = archive_prefix(workspace_id, document_id)
    key = next((key for key in blobs.keys(prefix) if key.endswith(_TEXT)), None)
    if key is None:
        raise NotFound(
            f"no text of the document {document_id!r} is kept",
            remedy="Wait until it is ready; if it is ready, upload it again.",
        )
    return ContentHash(key.removeprefix(prefix).removesuffix(_TEXT)), read_extracted(blobs.get(key))


def save_chunks(blobs: BlobStore, key: str, chunks: Sequence[EmbeddedChunk]) -> None:
    """Writes chunks, at least one, as the archive keeps them."""
    blobs.put(key, _packed(chunks))


def load_archived(blobs: BlobStore, key: str) -> list[EmbeddedChunk]:
    """Reads an archived version, in order. Raises NotFound where it is gone."""
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
    """Returns the archived versions of all documents of a workspace, by one listing."""
    found: dict[DocumentId, list[ContentHash]] = {}
    prefix = f"archive/{workspace_id}/"
    for key in blobs.keys(prefix):
        document_id, _, name = key.removeprefix(prefix).rpartition("/")
        if name.endswith(_CHUNKS):
            found.setdefault(DocumentId(document_id), []).append(ContentHash(name.removesuffix(_CHUNKS)))
    return found


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
