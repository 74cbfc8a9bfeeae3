"""The parts of every peer: pieces of documents, the shared encoder, and a ranking of documents."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from genai_core.domain.retrieval.encoder_profiles import TextKind
from genai_core.ports.embedder import Embedder

DEPTH = 50
"""Pieces per retriever, as many as ours has; the peers' defaults of 2 to 10 give too few documents."""

_SHARD_TEXTS = 512


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a document, as a system's splitter cut it."""

    document_id: str
    text: str


class Peer(Protocol):
    """A system with its documented hybrid retrieval."""

    name: str

    def split(self, documents: Iterable[Piece]) -> list[Piece]:
        """Returns the pieces of its own splitter with its own defaults."""
        ...

    def fill(self, pieces: Sequence[Piece], vectors: NDArray[np.float32]) -> None:
        """Indexes pieces with their vectors; [n, d] float32, unit length."""
        ...

    def search(self, question: str, vector: NDArray[np.float32]) -> list[str]:
        """Returns ids of documents, best piece first; ids may repeat."""
        ...


def encoded(
    texts: Sequence[str], embedder: Embedder, cache: Path, kind: TextKind = "passage"
) -> NDArray[np.float32]:
    """Returns the texts' vectors, [n, d] unit length; shards are cached in `cache` by their content."""
    cache.mkdir(parents=True, exist_ok=True)
    shards: list[NDArray[np.float32]] = []
    for start in range(0, len(texts), _SHARD_TEXTS):
        shard = texts[start : start + _SHARD_TEXTS]
        path = cache / f"{hashlib.sha256(chr(0).join(shard).encode()).hexdigest()[:32]}.npy"
        if not path.is_file():
            partial = path.with_suffix(".partial.npy")
            np.save(partial, embedder.embed(shard, kind).astype(np.float16))
            partial.rename(path)
        rows = np.load(path).astype(np.float32)
        shards.append(rows / np.linalg.norm(rows, axis=1, keepdims=True))
    return np.concatenate(shards)
