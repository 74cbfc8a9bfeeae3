"""Run a local language model under llama.cpp, in its own process."""

from __future__ import annotations

import os
import sys

from local_runtime import child_environment
from local_runtime.home import Home
from local_runtime.ports import HOST, PortName
from local_runtime.servers.local_models import SECOND, SMOLLM2, LocalModel
from local_runtime.servers.server import Server, answers


def server(home: Home, port: int) -> Server:
    """Returns SmolLM2's server. Raises Misconfigured if its model is not installed."""
    return _server(home, port, "language_model", SMOLLM2)


def second_server(home: Home, port: int) -> Server:
    """Returns the second model's server. Raises Misconfigured if its model was not fetched."""
    return _server(home, port, "second_model", SECOND)


def _server(home: Home, port: int, name: PortName, model: LocalModel) -> Server:
    model.find_weights()
    return Server(
        home=home,
        name=name,
        port=port,
        command=(
            *(sys.executable, "-m", "local_runtime.servers.llama_server"),
            *("--port", str(port), "--model", model.name),
        ),
        environment={
            **child_environment.plain(),
            "PYTHONPATH": child_environment.python_path(),
            "OMP_NUM_THREADS": str(os.cpu_count() or 1),
        },
        is_ready=lambda: answers(f"http://{HOST}:{port}/health"),
        start_limit_s=60.0,
        stop_limit_s=5.0,
    )
