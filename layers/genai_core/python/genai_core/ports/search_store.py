"""Port: search engines; packages can add one by an entry point."""

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
    """Traces nothing."""
    return nullcontext()


@dataclass(frozen=True, slots=True)
class StoreSettings:
    """Settings to open a store with.

    Attributes:
        url: An address, or a folder.
        api_key: The store's key; None if it needs none.
        auth: Authentication method, such as "iam", for stores with several.
        timeout_s: Time limit of one request.
        analyser: Splits texts and questions into terms.
        on_behalf_of: Returns the id of the present run, for stores that show it with a session.
        span: Wraps one request in a span of a trace.
        on_slow: Called if callers wait for a paused store to wake; None for no call.
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
        values: The values to filter by; None if the store cannot list them.
        close: Closes the connections; the next call opens new ones.
    """

    chunks: ChunkIndex
    vectors: VectorIndex
    lexical: LexicalIndex
    tokens: TokenStatistics
    values: FieldValues | None = None
    close: Callable[[], None] = field(default=lambda: None)


@dataclass(frozen=True, slots=True)
class StoreCapabilities:
    """How far a store meets the contracts of the ports. Every store enforces access control exactly.

    Attributes:
        dense: Whether all nearest chunks are found.
        bm25: Whether lexical scores are BM25 with the workspace's present statistics.
        filters: Exact if the store filters itself; approximate if the adapter filters its results and asks
            for more until enough pass. The result is the same.
        atomic_replace: Whether readers see either the old version of a document or the new one, never both.
        statistics: Token statistics: exact, or from a sample in large workspaces.
        scale: The intended number of chunks per workspace, and what limits it.
    """

    dense: Degree
    bm25: Degree
    filters: Degree
    atomic_replace: Degree
    statistics: Degree
    scale: str


@dataclass(frozen=True, slots=True)
class SearchStore:
    """The value of an entry point. Importing it must not import the store's own package.

    Attributes:
        requires: The package that `open` imports; empty if there is none.
        open: Does not connect before the first call; raises Misconfigured if the package is missing.
    """

    name: str
    requires: str
    capabilities: StoreCapabilities
    open: Callable[[StoreSettings], StoreParts]
