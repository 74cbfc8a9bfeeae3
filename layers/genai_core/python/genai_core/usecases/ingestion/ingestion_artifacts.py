"""Pass data between the steps of an ingestion through blobs, so that state has only keys.

numpy is imported only for vectors: the functions that extract and chunk do not have it in their layer.
"""

from __future__ import annotations

import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from genai_core.domain.identifiers import DEFAULT_ENCODER, ContentHash, DocumentId, EncoderName, WorkspaceId
from genai_core.domain.ingestion.chunk_json import chunk_json, read_chunk
from genai_core.domain.ingestion.chunks import Chunk, EmbeddedChunk
from genai_core.domain.ingestion.documents import ExtractedDocument, extracted_document
from genai_core.domain.ingestion.uploads import inbox_key
from genai_core.ports.blob_store import BlobStore


@dataclass(frozen=True, slots=True)
class DocumentVersion:
    """The version of a document that an execution works on.

    Attributes:
        path: The key below `inbox/<workspace_id>/`.
    """

    workspace_id: WorkspaceId
    document_id: DocumentId
    path: str
    content_hash: ContentHash

    @property
    def source_key(self) -> str:
        """The key of the document's own bytes."""
        return inbox_key(self.workspace_id, self.path)


def artifacts_prefix(
    workspace_id: WorkspaceId, document_id: DocumentId, version: ContentHash | None = None
) -> str:
    """Returns the prefix of the artifacts of a document, or of one version."""
    prefix = f"artifacts/{workspace_id}/{document_id}/"
    return f"{prefix}{version}/" if version else prefix


def save_extracted(blobs: BlobStore, version: DocumentVersion, document: ExtractedDocument) -> str:
    """Writes the extracted text and returns its key."""
    key = f"{_prefix(version)}extracted.json"
    blobs.put(key, extracted_json(document), content_type="application/json")
    return key


def load_extracted(blobs: BlobStore, version: DocumentVersion) -> ExtractedDocument:
    """Reads the extracted text. Raises NotFound before extraction."""
    return read_extracted(blobs.get(f"{_prefix(version)}extracted.json"))


def extracted_json(document: ExtractedDocument) -> bytes:
    """Returns an extracted document as it is stored, without the files and pictures inside it."""
    return _json(asdict(replace(document, attached=(), pictures={})))


def read_extracted(body: bytes) -> ExtractedDocument:
    """Returns the document that `extracted_json` wrote."""
    return extracted_document(json.loads(body))


def save_batch(blobs: BlobStore, version: DocumentVersion, number: int, chunks: Sequence[Chunk]) -> str:
    """Writes one batch of chunks and returns its key."""
    key = f"{_prefix(version)}chunks/{number:05d}.json"
    blobs.put(key, _json([chunk_json(chunk) for chunk in chunks]), content_type="application/json")
    return key


def load_batch(blobs: BlobStore, key: str) -> list[Chunk]:
    """Reads one batch of chunks."""
    return [read_chunk(stored) for stored in json.loads(blobs.get(key))]


def save_vectors(blobs: BlobStore, batch_key: str, embedded: Sequence[EmbeddedChunk]) -> str:
    """Writes the vectors of one batch beside it and returns their key."""
    import numpy as np  # noqa: PLC0415

    lengths = np.array([len(item.packed_tokens) for item in embedded], dtype=np.int64)
    packed = np.frombuffer(b"".join(item.packed_tokens for item in embedded), dtype=np.uint8)
    vectors = np.stack([item.vector for item in embedded]).astype(np.float32)
    file = io.BytesIO()
    np.savez(file, vectors=vectors, packed=packed, lengths=lengths, encoder=np.array(embedded[0].encoder))
    key = _vectors_key(batch_key)
    blobs.put(key, file.getvalue())
    return key


def load_embedded(blobs: BlobStore, version: DocumentVersion) -> list[EmbeddedChunk]:
    """Reads all chunks of a version with vectors, in order. Raises NotFound if a batch has no vectors."""
    import numpy as np  # noqa: PLC0415

    embedded: list[EmbeddedChunk] = []
    for key in blobs.keys(f"{_prefix(version)}chunks/"):
        with np.load(io.BytesIO(blobs.get(_vectors_key(key))), allow_pickle=False) as arrays:
            vectors, packed = arrays["vectors"], arrays["packed"].tobytes()
            ends, encoder = np.cumsum(arrays["lengths"]), encoder_of(arrays)
        for number, chunk in enumerate(load_batch(blobs, key)):
            begin = int(ends[number - 1]) if number else 0
            packed_tokens = packed[begin : int(ends[number])]
            embedded.append(EmbeddedChunk(chunk, vectors[number], packed_tokens, encoder))
    return embedded


def encoder_of(arrays: Mapping[str, Any]) -> EncoderName:
    """Returns the encoder of stored vectors."""
    return EncoderName(str(arrays["encoder"])) if "encoder" in arrays else DEFAULT_ENCODER


def workspace_of(key: str) -> WorkspaceId:
    """Returns the workspace that an artifact belongs to."""
    return WorkspaceId(key.split("/")[1])


def _vectors_key(batch_key: str) -> str:
    return batch_key.replace("/chunks/", "/vectors/").removesuffix(".json") + ".npz"


def _prefix(version: DocumentVersion) -> str:
    return artifacts_prefix(version.workspace_id, version.document_id, version.content_hash)


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
