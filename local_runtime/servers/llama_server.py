"""Runs a model of the laptop under llama.cpp's OpenAI-compatible server, offline, on loopback.

    python -m local_runtime.servers.llama_server --port 8081 [--model qwen]

Serves `http://127.0.0.1:<port>/v1` and `/health` once it prints its address; SIGTERM and SIGINT end it.
Small models invent facts, so they test that Quorum notices it.
"""

from __future__ import annotations

import argparse
import importlib
import os
import shutil
import signal
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any

from genai_core.errors import Misconfigured, QuorumError
from local_runtime.ports import HOST
from local_runtime.servers.guarded_port import open_port
from local_runtime.servers.local_models import MODELS, SMOLLM2, LocalModel

CONTEXT_TOKENS = 8192
PARALLEL_CALLS = 2
PROMPT_CACHE_MIB = 256
"""llama.cpp would cache up to 8 GiB of prompts."""
NICENESS = 10
"""Functions share the machine's cores: the checked answer of a quick model must not wait for a slow one."""


def serve(port: int, *, threads: int, model: LocalModel = SMOLLM2) -> None:
    """Serves until SIGTERM or SIGINT, then ends the process.

    Raises:
        Misconfigured: The weights are missing, or the port is taken.
    """
    os.nice(NICENESS)
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda _number, _frame: stop.set())
    folder = Path(tempfile.mkdtemp(prefix="quorum-llama-"))
    # llama.cpp tells a socket from a host by this suffix.
    socket = folder / "model.sock"
    # llama.cpp answers pages of any site, so the guarded port refuses these first.
    _open_port(port, socket)
    _server = _start(socket, threads=threads, model=model)
    print(f"{model.name} serves http://{HOST}:{port}/v1", flush=True)
    stop.wait()
    shutil.rmtree(folder, ignore_errors=True)
    # llama.cpp's own shutdown waits for open streams; nothing here needs saving, so do not wait for it.
    os._exit(0)


def _open_port(port: int, socket: Path) -> None:
    try:
        open_port(port, socket)
    except OSError as error:
        raise Misconfigured(
            f"the local model cannot listen on port {port!r}: {error}", remedy="Choose another port."
        ) from error


def _start(socket: Path, *, threads: int, model: LocalModel) -> Any:
    # Threads that spin while they wait lose whole time slices on a busy machine: 20 times slower there.
    os.environ.setdefault("OMP_WAIT_POLICY", "passive")
    # Imported here only: finding the model's file needs no llama.cpp.
    llama: Any = importlib.import_module("xllamacpp")
    params = llama.CommonParams()
    params.model.path = str(model.find_weights())
    params.model_alias = {model.name}
    params.hostnames = [str(socket)]
    params.n_ctx = CONTEXT_TOKENS
    params.n_parallel = PARALLEL_CALLS
    params.kv_unified = True  # a long prompt may use the whole context while the other slot is idle
    params.cache_ram_mib = PROMPT_CACHE_MIB
    params.ui = False
    params.offline = True
    params.verbosity = -1
    params.cpuparams.n_threads = threads
    try:
        return llama.Server(params)
    except RuntimeError as error:
        raise Misconfigured(
            f"the local model cannot listen on its socket {str(socket)!r}: {error}",
            remedy="Set TMPDIR to a folder with a shorter path.",
        ) from error


def main() -> None:
    """Reads the command line."""
    parser = argparse.ArgumentParser(description="Serve the local language model on loopback.")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--model", choices=sorted(MODELS), default=SMOLLM2.name)
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 2)
    asked = parser.parse_args()
    try:
        serve(asked.port, threads=asked.threads, model=MODELS[asked.model])
    except QuorumError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
