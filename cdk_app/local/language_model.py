"""The local language model: SmolLM2 under llama.cpp, as a process of ours."""

from __future__ import annotations

import os
import sys
import urllib.request

from cdk_app.local import surroundings
from cdk_app.local.home import Home
from cdk_app.local.llama_server import find_model
from cdk_app.local.ports import HOST, Ports
from cdk_app.local.processes import Child


def child(_home: Home, ports: Ports) -> Child:
    """Returns the server as a process. Raises Misconfigured where its model is not installed."""
    find_model()
    return Child(
        name="language_model",
        command=(sys.executable, "-m", "cdk_app.local.llama_server", "--port", str(ports.language_model)),
        environment={
            **surroundings.plain(),
            "PYTHONPATH": surroundings.python_path(),
            "OMP_NUM_THREADS": str(os.cpu_count() or 1),
        },
        is_ready=lambda: _answers(ports),
        start_limit_s=60.0,
        stop_limit_s=5.0,
    )


def _answers(ports: Ports) -> bool:
    try:
        with urllib.request.urlopen(f"http://{HOST}:{ports.language_model}/health", timeout=10) as response:
            return response.status == 200
    except OSError:
        return False
