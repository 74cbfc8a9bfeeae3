"""Write document versions in stores without transactions, and count tokens again only after a write."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from genai_core.domain.identifiers import DocumentId, WorkspaceId
from genai_core.domain.retrieval.token_frequencies import TokenFrequencies, count_tokens
from genai_core.errors import Overloaded

BATCH = 64
"""Chunks per write."""
SAMPLE = 20_000
"""Chunks over which tokens are counted; the IDFs of a sample of that size are those of the whole."""
PAGE = 2000
"""Chunks per read while tokens are counted."""
_ATTEMPTS = 3


def write_whole(document_id: DocumentId, write: Callable[[], bool]) -> None:
    """Calls `write` until it finds all chunks of its version stored.

    Another process that writes the same document may delete them in between. Ingestion, not this function,
    decides which version is current.

    Raises:
        Overloaded: Other processes still write the document after three attempts.
    """
    if not any(write() for _ in range(_ATTEMPTS)):
        raise Overloaded(f"the document {document_id!r} is being written by other processes too")


@dataclass(frozen=True, slots=True)
class TokenCounts:
    """Implements TokenStatistics over at most `SAMPLE` chunks.

    Attributes:
        generation: Returns a mark that every write changes; None if the workspace is empty.
        read_keys: Yields the distinct token keys of each chunk, in the order of the store.
    """

    generation: Callable[[WorkspaceId], object]
    read_keys: Callable[[WorkspaceId], Iterable[NDArray[np.int32]]]
    _cache: dict[WorkspaceId, tuple[object, TokenFrequencies]] = field(
        default_factory=dict[WorkspaceId, tuple[object, TokenFrequencies]], repr=False, compare=False
    )

    def token_frequencies(self, workspace_id: WorkspaceId) -> TokenFrequencies:
        generation = self.generation(workspace_id)
        if generation is None:
            return count_tokens([])
        cached = self._cache.get(workspace_id)
        if cached and cached[0] == generation:
            return cached[1]
        counted = count_tokens(list(self.read_keys(workspace_id)))
        self._cache[workspace_id] = (generation, counted)
        return counted
