"""A temporary PostgreSQL with pgvector for tests, evaluations and benchmarks.

Its data is in a temporary folder, and durability is off.
"""

from __future__ import annotations

import signal
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from local_runtime.home import Home
from local_runtime.ports import HOST
from local_runtime.servers import postgres
from local_runtime.servers.server import Server, throwaway

_SETTINGS = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "shared_buffers": "256MB",
    "max_connections": "60",
    "maintenance_work_mem": "256MB",
}


@dataclass(frozen=True, slots=True)
class PostgresAddress:
    """Address of a server; its superuser `postgres` needs no password (loopback only)."""

    host: str
    port: int
    user: str = "postgres"
    database: str = "postgres"


@contextmanager
def throwaway_postgres(keep: Path | None = None, **options: str) -> Generator[PostgresAddress]:
    """Runs a server; see `throwaway`.

    Args:
        keep: A folder with a short path whose data outlives this run.
        options: Server settings that override the temporary ones, for example `shared_buffers="1GB"`.
    """

    def describe(home: Home, port: int) -> Server:
        postgres.create_data(home, is_open=True)
        server = postgres.server(home, port, {**_SETTINGS, **options})
        # Immediately, without writing data to disk, unless it is needed again.
        return server if keep else replace(server, stop_signal=signal.SIGQUIT)

    with throwaway(describe, keep=keep) as server:
        yield PostgresAddress(HOST, server.port)
