"""Search stores: engines that others bring, by the entry point group `quorum.stores`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from genai_core.ports.chunk_index import ChunkIndex
from genai_core.ports.lexical_index import LexicalIndex
from genai_core.ports.piece_statistics import PieceStatistics
from genai_core.ports.secret_source import Secret
from genai_core.ports.vector_index import VectorIndex

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from genai_core.domain.retrieval.lexical import LexicalAnalyser

Degree = Literal["exact", "approximate", "missing"]


@dataclass(frozen=True, slots=True)
class StoreSettings:
    """What a store is opened with.

    Attributes:
        url: Where it is: an address, or a folder.
        api_key: What it asks for; None for nothing.
        timeout_s: How long one request may take.
        analyser: Cuts texts and questions into terms.
        piece_ids: Returns the word pieces that a chunk's stored token vectors belong to.
    """

    url: str
    analyser: LexicalAnalyser
    piece_ids: Callable[[bytes], NDArray[np.int32]]
    api_key: Secret | None = None
    timeout_s: float = 10.0


@dataclass(frozen=True, slots=True)
class StoreParts:
    """The four ports over one store."""

    chunks: ChunkIndex
    vectors: VectorIndex
    lexical: LexicalIndex
    pieces: PieceStatistics


@dataclass(frozen=True, slots=True)
class StoreCapabilities:
    """How far a store keeps what the ports promise; every store keeps a reader to what they may read.

    Attributes:
        dense: Whether the nearest chunks are all found.
        bm25: Whether lexical scores are those of BM25 with the workspace's statistics as of now.
        filters: Exact where the store filters; approximate where we test what it finds, asking for more
            until enough passes. The result is the same.
        atomic_replace: Whether readers see the old version of a document or the new one, never both.
        piece_statistics: Exact, or counted over a sample in large workspaces.
        scale: Up to how many chunks a workspace is meant to have, and what bounds it.
    """

    dense: Degree
    bm25: Degree
    filters: Degree
    atomic_replace: Degree
    piece_statistics: Degree
    scale: str


@dataclass(frozen=True, slots=True)
class SearchStore:
    """What an entry point names. Importing it must not import the store's own package.

    Attributes:
        requires: The package that `open` imports; empty for none.
        open: Connects nothing before the first call; raises Misconfigured where the package is missing.
    """

    name: str
    requires: str
    capabilities: StoreCapabilities
    open: Callable[[StoreSettings], StoreParts]
