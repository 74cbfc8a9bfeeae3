"""The parts of a running Quorum, in the order they start."""

from __future__ import annotations

from cdk_app.local import emulator, language_model, opensearch, postgres, web
from cdk_app.local.engine import uses_opensearch
from cdk_app.local.home import Home
from cdk_app.local.ports import PortName, Ports
from cdk_app.local.processes import Child

# The port of each part; the supervisor has none.
NAMES: tuple[PortName, ...] = ("postgres", "opensearch", "emulator", "language_model", "web")


def all_parts(home: Home, ports: Ports) -> list[Child]:
    """Returns every part as a process; the page only where it is built, OpenSearch where it was asked for."""
    found = [
        postgres.child(home, ports),
        *([opensearch.child(home, ports)] if uses_opensearch(home) else []),
        emulator.child(home, ports),
        language_model.child(home, ports),
    ]
    return [*found, web.child(home, ports)] if web.is_built() else found
