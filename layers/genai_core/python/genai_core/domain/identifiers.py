"""Ids derived from content, so that repeated deliveries of an event are the same work."""

from __future__ import annotations

import hashlib
from typing import NewType

WorkspaceId = NewType("WorkspaceId", str)
DocumentId = NewType("DocumentId", str)
ContentHash = NewType("ContentHash", str)
ChunkId = NewType("ChunkId", str)
RunId = NewType("RunId", str)
SessionId = NewType("SessionId", str)
UserId = NewType("UserId", str)
ModelId = NewType("ModelId", str)
EncoderName = NewType("EncoderName", str)

DEFAULT_ENCODER = EncoderName("all-minilm-l6-v2")
"""Encoder of records that name none, from a time with a single encoder."""


def document_id(workspace_id: WorkspaceId, path: str) -> DocumentId:
    """Returns the id of a document: 32 hex digits of SHA-256 over workspace and path."""
    return DocumentId(_digest(workspace_id, path))


def content_hash(body: bytes, label: str = "") -> ContentHash:
    """Returns the id of a document's version: 32 hex digits of SHA-256 over its bytes and label."""
    digest = hashlib.sha256(body)
    if label:
        digest.update(b"\x00" + label.encode())
    return ContentHash(digest.hexdigest()[:32])


def chunk_id(document: DocumentId, version: ContentHash, ordinal: int) -> ChunkId:
    """Returns the id of the chunk at `ordinal` (from 0) of one version of a document."""
    return ChunkId(_digest(document, version, str(ordinal)))


def execution_name(document: DocumentId, version: str) -> str:
    """Returns the name of the only execution that ingests this version; at most 80 characters."""
    return f"{document}-{version}"[:80]


def _digest(*parts: str) -> str:
    # The separator cannot occur in an identifier or an S3 key, so ("a", "bc") and ("ab", "c") differ.
    return hashlib.sha256("\x00".join(parts).encode()).hexdigest()[:32]
