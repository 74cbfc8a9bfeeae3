"""A temporary OpenSearch for tests, evaluations and benchmarks: the real server, on the loopback."""

from __future__ import annotations

import signal
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice

from genai_core.domain.identifiers import ContentHash, DocumentId, WorkspaceId
from genai_core.domain.ingestion.chunks import EmbeddedChunk
from genai_core.ports.chunk_index import ChunkIndex
from local_runtime.home import Home
from local_runtime.servers import opensearch
from local_runtime.servers.opensearch_jars import fetch_jars
from local_runtime.servers.server import Server, throwaway

_START_LIMIT_S = 300.0


@contextmanager
def throwaway_opensearch(*, heap_mb: int = 1024) -> Generator[str]:
    """Runs a server and yields its address; see `throwaway`.

    Raises:
        Misconfigured: Java or Maven is missing, or the jars cannot be fetched.
        Overloaded: It did not start in time.
    """
    fetch_jars()

    def describe(home: Home, port: int) -> Server:
        server = opensearch.server(home, port, heap_mb=heap_mb)
        # Its data is not needed again.
        return replace(server, stop_signal=signal.SIGKILL, start_limit_s=_START_LIMIT_S)

    with throwaway(describe) as server:
        yield server.url


def write_many(
    index: ChunkIndex,
    workspace_id: WorkspaceId,
    documents: Iterable[tuple[DocumentId, Sequence[EmbeddedChunk]]],
) -> Iterator[int]:
    """Writes a hundred documents at a time, ten times as fast as one by one; yields how many are written."""
    from genai_core.adapters.opensearch.chunk_index import (  # noqa: PLC0415
        DocumentChunks,
        OpenSearchChunkIndex,
    )

    assert isinstance(index, OpenSearchChunkIndex)  # noqa: S101 - narrows the type
    written = 0
    pending = iter(documents)
    while part := list(islice(pending, 100)):
        versions = [DocumentChunks(name, ContentHash("1"), chunks) for name, chunks in part if chunks]
        index.replace_documents(workspace_id, versions)
        written += len(part)
        yield written
