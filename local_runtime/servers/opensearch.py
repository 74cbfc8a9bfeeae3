"""Run OpenSearch from its jars, in its own process."""

from __future__ import annotations

from local_runtime import child_environment
from local_runtime.home import Home
from local_runtime.ports import HOST
from local_runtime.servers import opensearch_jars
from local_runtime.servers.server import Server, answers


def server(home: Home, port: int, *, heap_mb: int = 1024) -> Server:
    """Returns the server, after its jars were downloaded."""
    folder = home.folder / "opensearch"
    return Server(
        home=home,
        name="opensearch",
        port=port,
        command=opensearch_jars.command(folder, port, heap_mb=heap_mb),
        environment=child_environment.plain(),
        is_ready=lambda: answers(f"http://{HOST}:{port}/_cluster/health?timeout=1s"),
        # Java compiles the main class at start, while all other parts start too.
        start_limit_s=120.0,
        stop_limit_s=30.0,
    )
