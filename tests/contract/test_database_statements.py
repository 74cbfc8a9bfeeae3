"""What the deployment does to the database, on a real one: users, tables, and who may do what."""

from __future__ import annotations

import re
import shutil
import uuid
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql

from genai_core.adapters.pgvector import schema as schema_module
from genai_core.adapters.pgvector.connection import Database
from genai_core.adapters.pgvector.schema import ensure_schema
from genai_core.errors import Misconfigured
from local_runtime.servers.throwaway_postgres import PostgresAddress
from stacks.constructs.database_statements import database_statements

SCHEMA = Path(schema_module.__file__).parent
NUMBERS = [int(path.name[:3]) for path in sorted(SCHEMA.glob("[0-9]*.sql"))]
WRITER, READER = "quorum_w", "quorum_w_reader"


@pytest.fixture
def empty(postgres: PostgresAddress) -> Iterator[PostgresAddress]:
    """A new database of the server, which knows RDS's role."""
    address = replace(postgres, database=f"d{uuid.uuid4().hex[:8]}")
    with as_admin(postgres) as admin:
        if not admin.execute("SELECT 1 FROM pg_roles WHERE rolname = 'rds_iam'").fetchone():
            admin.execute("CREATE ROLE rds_iam")
        admin.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(address.database)))
    yield address
    with as_admin(postgres) as admin:
        admin.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(address.database)))


def as_admin(address: PostgresAddress) -> psycopg.Connection[Any]:
    return psycopg.connect(
        host=address.host, port=address.port, dbname=address.database, user=address.user, autocommit=True
    )


def deploy(address: PostgresAddress, schema: Path = SCHEMA) -> None:
    """Runs each statement by itself, as the Data API does."""
    with as_admin(address) as admin:
        for statement in database_statements(address.database, WRITER, READER, schema):
            admin.execute(statement.encode())


def version(address: PostgresAddress) -> list[int]:
    with as_admin(address) as admin:
        return [row[0] for row in admin.execute("SELECT version FROM quorum_schema ORDER BY 1").fetchall()]


def database(address: PostgresAddress, user: str) -> Database:
    return Database(address.host, address.port, address.database, user)


def test_all_tables_are_made_once_and_belong_to_who_writes(empty: PostgresAddress) -> None:
    for _ in range(2):
        deploy(empty)
        assert version(empty) == NUMBERS
    with as_admin(empty) as admin:
        owners = admin.execute("SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'public'")
        assert owners.fetchall() == [(WRITER,)]


def test_functions_find_nothing_left_to_do(empty: PostgresAddress, monkeypatch: pytest.MonkeyPatch) -> None:
    deploy(empty)

    def touched(_: object) -> str:
        raise AssertionError("a function changed the schema")

    monkeypatch.setattr(Path, "read_text", touched)
    with psycopg.connect(host=empty.host, port=empty.port, dbname=empty.database, user=READER) as reader:
        ensure_schema(reader)


def test_a_database_of_an_older_release_is_brought_up_with_its_rows(
    empty: PostgresAddress, tmp_path: Path
) -> None:
    for path in sorted(SCHEMA.glob("[0-9]*.sql"))[:2]:
        shutil.copy(path, tmp_path)
    deploy(empty, tmp_path)
    assert version(empty) == NUMBERS[:2]
    with as_admin(empty) as admin:
        admin.execute("INSERT INTO chunk_vectors (workspace_id, chunk_id, vector) VALUES ('w', 'c', '[1]')")
    deploy(empty)
    assert version(empty) == NUMBERS
    with as_admin(empty) as admin:
        assert admin.execute("SELECT metadata FROM chunk_vectors").fetchall() == [({},)]


def test_a_migration_that_fails_leaves_nothing_half_done(empty: PostgresAddress, tmp_path: Path) -> None:
    (tmp_path / "001_half.sql").write_text("CREATE TABLE half (a int);\nSELECT nonsense;")
    with pytest.raises(psycopg.Error):
        deploy(empty, tmp_path)
    with as_admin(empty) as admin:
        assert admin.execute("SELECT to_regclass('half')").fetchone() == (None,)


def test_who_searches_reads_and_cannot_write_and_who_writes_can(empty: PostgresAddress) -> None:
    deploy(empty)
    insert = "INSERT INTO chunk_vectors (workspace_id, chunk_id, vector) VALUES ('w', 'c', '[1]') RETURNING 1"
    writer, reader = database(empty, WRITER), database(empty, READER)
    assert writer.query(insert, ()) == [(1,)]
    assert reader.query("SELECT chunk_id FROM chunk_vectors", ()) == [("c",)]
    for statement in (insert, "DELETE FROM chunk_vectors RETURNING 1", "CREATE TABLE mine (a int)"):
        with pytest.raises(Misconfigured, match="permission denied"):
            reader.query(statement, ())
    # A table that comes later is readable too.
    with as_admin(empty) as admin:
        admin.execute(f"SET ROLE {WRITER}".encode())
        admin.execute("CREATE TABLE later (a int)")
    assert reader.query("SELECT a FROM later", ()) == []
    writer.close()
    reader.close()


def test_no_statement_holds_what_the_data_api_takes_for_a_parameter() -> None:
    for statement in database_statements("quorum", WRITER, READER, SCHEMA):
        assert not re.search(r"(?<!:):[A-Za-z_]", statement), statement
        assert len(statement) < 65_536
