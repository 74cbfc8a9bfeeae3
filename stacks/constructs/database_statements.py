"""SQL statements that prepare a database for the functions; each may be repeated."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

_COMMENT = re.compile(r"--[^\n]*")
_NUMBERED = "[0-9][0-9][0-9]_*.sql"


def database_statements(name: str, user: str, reader: str, schema: Path) -> list[str]:
    """Returns the statements in their order.

    Args:
        user: Role that owns all tables and writes.
        reader: Role that may only read.
        schema: Folder with the numbered files of the schema.
    """
    return [
        "CREATE EXTENSION IF NOT EXISTS vector",
        *(statement for role in (user, reader) for statement in _role(role, name)),
        f'GRANT CREATE, TEMPORARY ON DATABASE "{name}" TO "{user}"',
        f'GRANT CREATE ON SCHEMA public TO "{user}"',
        # The administrator creates the tables as the user.
        f'GRANT "{user}" TO CURRENT_USER',
        *_migrations(schema, user),
        f'GRANT SELECT ON ALL TABLES IN SCHEMA public TO "{reader}"',
        f'ALTER DEFAULT PRIVILEGES FOR ROLE "{user}" IN SCHEMA public GRANT SELECT ON TABLES TO "{reader}"',
    ]


def _role(role: str, name: str) -> Iterator[str]:
    yield (
        f"DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{role}') "
        f'THEN CREATE ROLE "{role}" LOGIN; END IF; END $$'
    )
    yield f'GRANT rds_iam TO "{role}"'
    yield f'GRANT CONNECT ON DATABASE "{name}" TO "{role}"'
    yield f'GRANT USAGE ON SCHEMA public TO "{role}"'


def _migrations(schema: Path, user: str) -> Iterator[str]:
    """Yields one statement per file, which applies the whole file once, under the lock of `ensure_schema`."""
    begin = (
        f"PERFORM set_config('role', '{user}', true);\n"
        "PERFORM pg_advisory_xact_lock(hashtextextended('quorum schema', 0));\n"
        "CREATE TABLE IF NOT EXISTS quorum_schema (version integer PRIMARY KEY);\n"
    )
    for path in sorted(schema.glob(_NUMBERED)):
        number = int(path.name[:3])
        # Comments are removed, because the Data API reads a colon and a word in them as a parameter.
        script = _COMMENT.sub("", path.read_text(encoding="utf-8")).strip()
        yield (
            f"DO $migration$ BEGIN\n{begin}"
            f"IF NOT EXISTS (SELECT FROM quorum_schema WHERE version >= {number}) THEN\n"
            f"{script}\nINSERT INTO quorum_schema (version) VALUES ({number});\n"
            "END IF; END $migration$"
        )
