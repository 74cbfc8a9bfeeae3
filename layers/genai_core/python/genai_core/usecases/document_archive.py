"""The archive of what is indexed: one object per document, from which any engine can be filled again.

What the steps of an ingestion hand to each other is deleted after some weeks; the archive stays as long as
the document. Its key names the version, so that a listing says what is there.
"""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from dataclasses import asdict

from genai_core.domain.identifiers import ContentHash, DocumentId, WorkspaceId
from genai_core.domain.ingestion.chunks import Chunk, EmbeddedChunk
from genai_core.domain.ingestion.document_metadata import as_metadata
from genai_core.ports.blob_store import BlobStore


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
    key = f"{prefix}{version}.npz"
    if chunks:
        blobs.put(key, _packed(chunks))
    for other in list(blobs.keys(prefix)):
        if other != key or not chunks:
            blobs.delete(other)


def load_archived(blobs: BlobStore, key: str) -> list[EmbeddedChunk]:
    """Reads an archived version, in order. Raises NotFound where it is gone."""
    import numpy as np  # noqa: PLC0415

    with np.load(io.BytesIO(blobs.get(key)), allow_pickle=False) as arrays:
        vectors, packed = arrays["vectors"].astype(np.float32), arrays["packed"].tobytes()
        ends = np.cumsum(arrays["lengths"]).tolist()
        stored = json.loads(arrays["chunks"].tobytes())
    starts = [0, *ends[:-1]]
    return [
        EmbeddedChunk(_chunk(item), vector, packed[start:end])
        for item, vector, start, end in zip(stored, vectors, starts, ends, strict=True)
    ]


def archived_versions(blobs: BlobStore, workspace_id: WorkspaceId) -> dict[DocumentId, list[ContentHash]]:
    """Returns the archived versions of all documents of a workspace, by one listing."""
    found: dict[DocumentId, list[ContentHash]] = {}
    prefix = f"archive/{workspace_id}/"
    for key in blobs.keys(prefix):
        document_id, _, name = key.removeprefix(prefix).rpartition("/")
        found.setdefault(DocumentId(document_id), []).append(ContentHash(name.removesuffix(".npz")))
    return found


def _packed(chunks: Sequence[EmbeddedChunk]) -> bytes:
    import numpy as np  # noqa: PLC0415

    said = [asdict(embedded.chunk) for embedded in chunks]
    text = json.dumps(said, separators=(",", ":")).encode()
    file = io.BytesIO()
    np.savez(
        file,
        chunks=np.frombuffer(text, np.uint8),
        vectors=np.stack([embedded.vector for embedded in chunks]).astype(np.float16),
        packed=np.frombuffer(b"".join(embedded.packed_tokens for embedded in chunks), np.uint8),
        lengths=np.array([len(embedded.packed_tokens) for embedded in chunks], np.int64),
    )
    return file.getvalue()


def _chunk(item: dict[str, object]) -> Chunk:
    values = dict(item)
    values["heading_path"] = tuple(values["heading_path"])  # type: ignore[arg-type]
    values["metadata"] = as_metadata(values["metadata"])  # type: ignore[arg-type]
    return Chunk(**values)  # type: ignore[arg-type]
