"""The parts of a running Quorum, in the order they start."""

from __future__ import annotations

from local_runtime.engine import uses_opensearch
from local_runtime.home import Home
from local_runtime.ports import Ports
from local_runtime.servers import emulator, language_model, opensearch, postgres, web
from local_runtime.servers.local_models import has_second
from local_runtime.servers.server import Server


def all_parts(home: Home, ports: Ports) -> list[Server]:
    """Returns the server of each part; optional ones only if they are built or chosen."""
    servers = [
        postgres.server(home, ports.postgres),
        *([opensearch.server(home, ports.opensearch)] if uses_opensearch(home) else []),
        emulator.server(home, ports.emulator, web_port=ports.web),
        language_model.server(home, ports.language_model),
        *([language_model.second_server(home, ports.second_model)] if has_second() else []),
    ]
    return [*servers, web.server(home, ports.web)] if web.is_built() else servers
