"""OpenSearch, where it was asked for: jars from Maven Central, as a process of ours."""

from __future__ import annotations

import urllib.request

from cdk_app import opensearch_server
from cdk_app.local import surroundings
from cdk_app.local.home import Home
from cdk_app.local.ports import Ports
from cdk_app.local.processes import Child


def child(home: Home, ports: Ports) -> Child:
    """Returns the server as a process."""
    folder = home.folder / "opensearch"
    return Child(
        name="opensearch",
        command=opensearch_server.command(folder, ports.opensearch),
        environment=surroundings.plain(),
        is_ready=lambda: _answers(ports),
        # A Java program that compiles its main class, on a machine where everything starts at once.
        start_limit_s=120.0,
        stop_limit_s=30.0,
    )


def _answers(ports: Ports) -> bool:
    try:
        with urllib.request.urlopen(f"{ports.opensearch_url}/_cluster/health", timeout=5):  # noqa: S310 - loopback
            return True
    except OSError:
        return False
