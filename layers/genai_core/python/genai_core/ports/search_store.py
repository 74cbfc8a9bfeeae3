"""Search stores: what every search engine is to the rest; packages add theirs by entry point."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from genai_core.ports.chunk_index import ChunkIndex
from genai_core.ports.field_values import FieldValues
from genai_core.ports.lexical_index import LexicalIndex
from genai_core.ports.secret_source import Secret
from genai_core.ports.token_statistics import TokenStatistics
from genai_core.ports.vector_index import VectorIndex

if TYPE_CHECKING:
    from genai_core.domain.retrieval.lexical import LexicalAnalyser

Degree = Literal["exact", "approximate", "missing"]


def without_span(_: str) -> AbstractContextManager[None]:
    """Surrounds a request with nothing."""
    return nullcontext()


@dataclass(frozen=True, slots=True)
class StoreSettings:
    """What a store is opened with.

    Attributes:
        url: Where it is: an address, or a folder.
        api_key: What it asks for; None for nothing.
        auth: How requests prove who sends them, for stores that know several ways, such as "iam".
        timeout_s: How long one request may take.
        analyser: Cuts texts and questions into terms.
        on_behalf_of: Returns the id of what this process works for, for stores that show who asks.
        span: Surrounds one request with a part of a trace.
        on_slow: Called if a store that pauses lets its callers wait until it is awake; None for nobody.
    """

    url: str
    analyser: LexicalAnalyser
    api_key: Secret | None = None
    auth: str = "none"
    timeout_s: float = 10.0
    on_slow: Callable[[], None] | None = None
    on_behalf_of: Callable[[], str] = str
    span: Callable[[str], AbstractContextManager[None]] = without_span


@dataclass(frozen=True, slots=True)
class StoreParts:
    """The ports over one store.

    Attributes:
        values: What there is to filter by; None if the store cannot list it.
        close: Ends its connections; they open again at the next call.
    """

    chunks: ChunkIndex
    vectors: VectorIndex
    lexical: LexicalIndex
    tokens: TokenStatistics
    values: FieldValues | None = None
    close: Callable[[], None] = field(default=lambda: None)


@dataclass(frozen=True, slots=True)
class StoreCapabilities:
    """How far a store keeps what the ports promise; every store keeps a reader to what they may read.

    Attributes:
        dense: Whether the nearest chunks are all found.
        bm25: Whether lexical scores are those of BM25 with the workspace's statistics as of now.
        filters: Exact where the store filters; approximate where we test what it finds, asking for more
            until enough passes. The result is the same.
        atomic_replace: Whether readers see the old version of a document or the new one, never both.
        statistics: Of tokens; exact, or counted over a sample in large workspaces.
        scale: Up to how many chunks a workspace is meant to have, and what bounds it.
    """

    dense: Degree
    bm25: Degree
    filters: Degree
    atomic_replace: Degree
    statistics: Degree
    scale: str


@dataclass(frozen=True, slots=True)
class SearchStore:
    """What an entry point names. Importing it must not import the store's own package.

    Attributes:
        requires: The package that `open` imports; empty for none.
        open: Connects nothing before the first call; raises Misconfigured if the package is missing.
    """

    name: str
    requires: str
    capabilities: StoreCapabilities
    open: Callable[[StoreSettings], StoreParts]
