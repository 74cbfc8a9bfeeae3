"""PostgreSQL that goes away, refuses or is slow: what callers see."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest

from genai_core.adapters.pgvector import schema
from genai_core.adapters.pgvector.connection import Database
from genai_core.errors import Misconfigured, Overloaded, TimedOut, Unavailable
from local_runtime.ports import free_port
from tests.contract.search_engines import database_at, engine_on, everything, fill

SCHEMA_FILES = list(Path(schema.__file__).parent.glob("*.sql"))
CUT_OTHERS = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'
"""


def test_a_connection_cut_by_the_server_is_opened_again_without_a_word(postgres, postgres_engine, workspace):
    fill(postgres_engine, workspace, a="walrus")
    with psycopg.connect(
        host=postgres.host, port=postgres.port, user=postgres.user, dbname=postgres.database, autocommit=True
    ) as other:
        for call in (
            lambda: postgres_engine.lexical.search_text(everything(workspace), "walrus", 5),
            lambda: postgres_engine.chunks.count(workspace),
            lambda: fill(postgres_engine, workspace, a="walrus", b="otter"),
        ):
            other.execute(CUT_OTHERS)
            call()
    assert postgres_engine.chunks.count(workspace) == 2


def test_no_server_is_unavailable_in_every_call(workspace):
    engine = engine_on(Database("127.0.0.1", free_port(), "quorum", "quorum"))
    for call in (
        lambda: engine.chunks.count(workspace),
        lambda: engine.lexical.search_text(everything(workspace), "walrus", 5),
        lambda: fill(engine, workspace, a="walrus"),
    ):
        with pytest.raises(Unavailable, match="cannot be reached"):
            call()


def test_a_wrong_database_is_misconfigured(postgres, workspace):
    engine = engine_on(Database(postgres.host, postgres.port, "no_such_database", postgres.user))
    with pytest.raises((Misconfigured, Unavailable), match="no_such_database"):
        engine.chunks.count(workspace)


def test_a_statement_that_takes_too_long_is_timed_out(postgres):
    database = database_at(postgres)

    def sleep(cursor):
        cursor.execute("SET LOCAL statement_timeout = 50")
        cursor.execute("SELECT pg_sleep(5)")

    with pytest.raises(TimedOut):
        database.write(sleep)
    assert database.query("SELECT 1", ()) == [(1,)]
    database.close()


def test_a_statement_that_fails_leaves_the_connection_usable(postgres):
    database = database_at(postgres)
    with pytest.raises(Overloaded, match="no_such_column"):
        database.query("SELECT no_such_column", ())
    assert database.query("SELECT 1", ()) == [(1,)]
    database.close()


def test_many_processes_may_bring_the_schema_at_once(postgres):
    with psycopg.connect(
        host=postgres.host, port=postgres.port, user=postgres.user, dbname=postgres.database, autocommit=True
    ) as connection:
        connection.execute("CREATE DATABASE fresh")

    def first_use(_: int) -> int:
        database = Database(postgres.host, postgres.port, "fresh", postgres.user)
        try:
            return database.query("SELECT count(*) FROM quorum_schema", ())[0][0]
        finally:
            database.close()

    with ThreadPoolExecutor(6) as threads:
        assert set(threads.map(first_use, range(6))) == {len(SCHEMA_FILES)}
