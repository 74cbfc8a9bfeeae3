"""A throw-away OpenSearch for tests, evaluations and benchmarks: the real server, on the loopback."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from cdk_app.opensearch_server import command, fetch_jars
from genai_core.domain.identifiers import ContentHash, DocumentId, WorkspaceId
from genai_core.domain.ingestion.chunks import EmbeddedChunk
from genai_core.errors import Overloaded
from genai_core.ports.chunk_index import ChunkIndex

_START_LIMIT_S = 300.0


@contextmanager
def throwaway_opensearch(*, heap_mb: int = 1024) -> Generator[str]:
    """Starts a server on a free loopback port and yields its address; stops and deletes it afterwards.

    Raises:
        Misconfigured: Java or Maven is missing, or the jars cannot be fetched.
        Overloaded: It did not start in time.
    """
    fetch_jars()
    folder = Path(tempfile.mkdtemp(prefix="quorum-opensearch-"))
    port = _free_port()
    with (folder / "log").open("wb") as log:
        # In a shell that ends with it and ends it when we are gone: a killed test run cannot clean up.
        server = subprocess.Popen(
            [
                "/bin/sh",
                "-c",
                _WATCHED,
                "watch",
                str(os.getpid()),
                str(folder),
                *command(folder / "home", port, heap_mb=heap_mb),
            ],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        url = f"http://127.0.0.1:{port}"
        _wait(url, server, folder)
        yield url
    finally:
        server.terminate()
        server.wait(30)


def write_many(
    index: ChunkIndex,
    workspace_id: WorkspaceId,
    documents: Iterable[tuple[DocumentId, Sequence[EmbeddedChunk]]],
) -> Iterator[int]:
    """Writes a hundred documents at a time, which is ten times as fast; yields how many are written."""
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


_WATCHED = """
    parent=$1 folder=$2; shift 2
    "$@" & server=$!
    trap 'kill -KILL $server 2>/dev/null; wait $server; rm -rf "$folder"; exit 0' TERM INT
    while kill -0 "$parent" 2>/dev/null && kill -0 $server 2>/dev/null; do sleep 1 & wait $!; done
    kill -KILL $server 2>/dev/null
    kill -0 "$parent" 2>/dev/null || rm -rf "$folder"
"""


def _wait(url: str, server: subprocess.Popen[bytes], folder: Path) -> None:
    deadline = time.monotonic() + _START_LIMIT_S
    while time.monotonic() < deadline and server.poll() is None:
        if _answers(url):
            return
        time.sleep(0.2)
    said = (folder / "log").read_text(errors="replace")[-600:]
    shutil.rmtree(folder, ignore_errors=True)
    raise Overloaded(f"OpenSearch did not start in {_START_LIMIT_S:g} s: {said}")


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/_cluster/health?timeout=1s", timeout=5):  # noqa: S310 - loopback
            return True
    except OSError:
        return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
