"""A throw-away OpenSearch for tests, evaluations and benchmarks: the real server, on the loopback."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from cdk_app.opensearch_server import command, fetch_jars
from genai_core.errors import Overloaded

_START_LIMIT_S = 120.0


@contextmanager
def throwaway_opensearch(*, heap_mb: int = 1024) -> Generator[str]:
    """Starts a server on a free loopback port and yields its address; stops and deletes it afterwards.

    Raises:
        Misconfigured: Java or Maven is missing, or the jars cannot be fetched.
        Overloaded: It did not start in time.
    """
    fetch_jars()
    folder = Path(tempfile.mkdtemp(prefix="quorum-opensearch-"))
    ports = _free_ports()
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
                *command(folder / "home", *ports, heap_mb=heap_mb),
            ],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        url = f"http://127.0.0.1:{ports[0]}"
        _wait(url, server, folder)
        yield url
    finally:
        server.terminate()
        server.wait(30)


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


def _free_ports() -> tuple[int, int]:
    with socket.socket() as one, socket.socket() as other:
        one.bind(("127.0.0.1", 0))
        other.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1]), int(other.getsockname()[1])
