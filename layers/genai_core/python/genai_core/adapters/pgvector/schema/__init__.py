"""Migrate the database to the schema of this code."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import psycopg

_FOLDER = Path(__file__).parent
_LOCK = "quorum schema"


def ensure_schema(connection: psycopg.Connection[Any]) -> None:
    """Applies the numbered SQL files that are not applied yet; cheap if all are.

    Several processes may call it at once: one applies the files, the others wait.
    """
    files = {int(path.name[:3]): path for path in sorted(_FOLDER.glob("[0-9][0-9][0-9]_*.sql"))}
    if _version(connection) >= max(files):
        return
    with connection.transaction():
        connection.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", (_LOCK,))
        connection.execute("CREATE TABLE IF NOT EXISTS quorum_schema (version integer PRIMARY KEY)")
        done = _version(connection)
        for number, path in files.items():
            if number > done:
                connection.execute(path.read_text().encode())
                connection.execute("INSERT INTO quorum_schema (version) VALUES (%s)", (number,))


def _version(connection: psycopg.Connection[Any]) -> int:
    exists = connection.execute("SELECT to_regclass('quorum_schema') IS NOT NULL").fetchone()
    if not exists or not exists[0]:
        return 0
    row = connection.execute("SELECT coalesce(max(version), 0) FROM quorum_schema").fetchone()
    return int(row[0]) if row else 0
