"""The pluggable stores that run here: Qdrant and FAISS in process, Chroma as a server of its own."""

from __future__ import annotations

import importlib
import importlib.util
import os
import shutil
from collections.abc import Callable, Generator
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path

import pytest

from genai_core.ports.search_store import SearchStore, StoreSettings
from local_runtime.home import Home
from local_runtime.ports import HOST
from local_runtime.servers.server import Server, answers, throwaway
from tests.contract.search_engines import ANALYSER, Engine

STORES = ("qdrant", "faiss", "chroma")
CHROMA_PROGRAM = "QUORUM_CHROMA"
"""Names Chroma's program where it is installed apart: its packages contradict some of ours."""


def store(name: str) -> SearchStore:
    return importlib.import_module(f"quorum_stores.{name}.store").STORE


def skip_what_is_missing(test: pytest.Item, name: str) -> None:
    """Skips a test that asks for more than the store can."""
    for marker in test.iter_markers("needs"):
        (capability,) = marker.args
        if getattr(store(name).capabilities, capability) == "missing":
            pytest.skip(f"{name} has no {capability}: see docs/concepts/stores.md")


@contextmanager
def running_stores(folder: Path) -> Generator[Callable[[str], Engine]]:
    """Yields what opens a store by name, each started when first asked for."""
    with ExitStack() as running:

        @cache
        def opened(name: str) -> Engine:
            opened_store = store(name)
            if opened_store.requires and not importlib.util.find_spec(opened_store.requires):
                pytest.skip(f"the package {opened_store.requires!r} is not installed")
            locations = {"qdrant": lambda: ":memory:", "faiss": lambda: str(folder / "faiss")}
            locations["chroma"] = lambda: running.enter_context(throwaway(_chroma)).url
            parts = opened_store.open(StoreSettings(locations[name](), ANALYSER))
            return Engine(parts.chunks, parts.vectors, parts.lexical, parts.tokens)

        yield opened


def _chroma(home: Home, port: int) -> Server:
    program = os.environ.get(CHROMA_PROGRAM) or shutil.which("chroma")
    if not program:
        pytest.skip(f"Chroma is not installed; {CHROMA_PROGRAM} may name its program")
    return Server(
        home=home,
        name="chroma",
        port=port,
        command=(program, "run", "--host", HOST, "--port", str(port), "--path", str(home.folder)),
        environment={**os.environ, "ANONYMIZED_TELEMETRY": "False", "PYTHONPATH": ""},
        is_ready=lambda: answers(f"http://{HOST}:{port}/api/v2/heartbeat"),
        start_limit_s=60.0,
    )
