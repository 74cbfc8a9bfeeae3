"""The pluggable stores that run here: Qdrant and FAISS in process, Chroma as a server of its own."""

from __future__ import annotations

import importlib
import importlib.util
import os
import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path

import pytest

from genai_core.ports.search_store import SearchStore, StoreSettings
from tests.contract.search_engines import ANALYSER, Engine, piece_ids

STORES = ("qdrant", "faiss", "chroma")
START_LIMIT_S = 60.0
CHROMA_PROGRAM = "QUORUM_CHROMA"
"""Names Chroma's program where it is installed apart: its packages contradict some of ours."""


def store(name: str) -> SearchStore:
    return importlib.import_module(f"genai_core.adapters.{name}.store").STORE


def skip_what_is_missing(test: pytest.Item, name: str) -> None:
    """Skips a test that asks for more than the store can."""
    for marker in test.iter_markers("needs"):
        (capability,) = marker.args
        if getattr(store(name).capabilities, capability) == "missing":
            pytest.skip(f"{name} has no {capability}: see docs/concepts/stores.md")


@contextmanager
def running_stores(folder: Path) -> Iterator[Callable[[str], Engine]]:
    """Yields what opens a store by name, each started when first asked for."""
    with ExitStack() as running:

        @cache
        def opened(name: str) -> Engine:
            found = store(name)
            if found.requires and not importlib.util.find_spec(found.requires):
                pytest.skip(f"the package {found.requires!r} is not installed")
            places = {"qdrant": lambda: ":memory:", "faiss": lambda: str(folder / "faiss")}
            places["chroma"] = lambda: running.enter_context(_chroma(folder / "chroma"))
            parts = found.open(StoreSettings(places[name](), ANALYSER, piece_ids))
            return Engine(parts.chunks, parts.vectors, parts.lexical, parts.pieces)

        yield opened


@contextmanager
def _chroma(folder: Path) -> Iterator[str]:
    program = os.environ.get(CHROMA_PROGRAM) or shutil.which("chroma")
    if not program:
        pytest.skip(f"Chroma is not installed; {CHROMA_PROGRAM} may name its program")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [program, "run", "--host", "127.0.0.1", "--port", str(port), "--path", str(folder)]
    quiet = {**os.environ, "ANONYMIZED_TELEMETRY": "False", "PYTHONPATH": ""}
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT, env=quiet)
    url = f"http://127.0.0.1:{port}"
    try:
        _wait_for(f"{url}/api/v2/heartbeat")
        yield url
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()


def _wait_for(address: str) -> None:
    deadline = time.monotonic() + START_LIMIT_S
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(address, timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"nothing answers at {address} within {START_LIMIT_S} s")
