"""The first question after a pause: the database holds it until it is awake."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Callable
from contextlib import ExitStack
from threading import Timer
from typing import Any

import pytest

from genai_core.adapters.pgvector import connection as module
from genai_core.adapters.pgvector.connection import Database
from genai_core.errors import Unavailable
from local_runtime.servers.throwaway_postgres import PostgresAddress
from tests.servers.sleeping_database import SleepingDatabase, sleeping_database

# How the state machine repeats a search: at once, with a second of jitter.
PAUSE_S = 0.5
CONNECT_LIMIT_S = 5
"""Instead of the 23 s of a deployment, which a test would have to wait for."""


def database(server: SleepingDatabase, postgres: PostgresAddress, waits: list[float]) -> Database:
    return Database(
        "127.0.0.1",
        server.listens_at,
        postgres.database,
        postgres.user,
        on_slow=lambda: waits.append(time.monotonic()),
    )


def asked(work: Callable[[], Any]) -> tuple[list[Any], float]:
    """Calls as a step of a question does, once again if the call may be repeated; returns its seconds."""
    began = time.monotonic()
    try:
        returned = work()
    except Unavailable:
        time.sleep(PAUSE_S)
        returned = work()
    return returned, time.monotonic() - began


@pytest.mark.parametrize(("sleeps_s", "tries"), [(0.0, 1), (9.0, 2)])
def test_a_question_waits_until_a_paused_database_is_awake(
    postgres: PostgresAddress, monkeypatch: pytest.MonkeyPatch, sleeps_s: float, tries: int
) -> None:
    monkeypatch.setattr(module, "CONNECT_LIMIT_S", CONNECT_LIMIT_S)
    waits: list[float] = []
    with sleeping_database(postgres.host, postgres.port, sleeps_s) as server:
        sleeping = database(server, postgres, waits)
        rows, seconds = asked(lambda: sleeping.query("SELECT 1", ()))
        sleeping.close()
    assert rows == [(1,)]
    assert sleeps_s <= seconds < 2 * CONNECT_LIMIT_S + 10
    assert (len(server.connections), len(waits)) == (tries, tries if sleeps_s else 0)


def test_a_caller_who_waits_too_long_is_told_when_to_return(
    postgres: PostgresAddress, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "CONNECT_LIMIT_S", 2)
    with sleeping_database(postgres.host, postgres.port, 60) as server:
        with pytest.raises(Unavailable, match="did not answer") as caught:
            database(server, postgres, []).query("SELECT 1", ())
        assert caught.value.retry_after_s == 15


def test_a_connection_that_nobody_used_for_long_is_opened_again(
    postgres: PostgresAddress, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What lies between may have forgotten it: its next query would wait for an answer that never comes."""
    with sleeping_database(postgres.host, postgres.port, 0) as server:
        used = database(server, postgres, [])
        assert used.query("SELECT 1", ()) == [(1,)]
        assert used.query("SELECT 1", ()) == [(1,)]
        assert len(server.connections) == 1
        monkeypatch.setattr(module, "IDLE_LIMIT_S", 0.05)
        time.sleep(0.1)
        server.deaf = True
        began = time.monotonic()
        assert used.query("SELECT 2", ()) == [(2,)]
        assert time.monotonic() - began < 2
        assert len(server.connections) == 2
        used.close()


def test_the_server_drops_a_connection_that_would_keep_it_from_pausing(postgres: PostgresAddress) -> None:
    plain = Database(postgres.host, postgres.port, postgres.database, postgres.user)
    assert plain.query("SHOW idle_session_timeout", ()) == [("1min",)]
    used = plain.write(lambda cursor: os.dup(cursor.connection.fileno()))
    with socket.socket(fileno=used) as same:
        assert same.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT) == 2000
    plain.close()


def test_a_port_that_acknowledges_nothing_at_first_is_waited_for(postgres: PostgresAddress) -> None:
    """Once a connection is open, two seconds without an acknowledgement end it; not before."""
    with socket.create_server(("127.0.0.1", 0), backlog=0) as full, ExitStack() as waiting:
        for _ in range(4):
            each = waiting.enter_context(socket.socket())
            each.setblocking(False)
            each.connect_ex(full.getsockname())
        database = SleepingDatabase(postgres.host, postgres.port, 0.0, full)
        Timer(2.5, database.serve).start()
        began = time.monotonic()
        late = Database("127.0.0.1", database.listens_at, postgres.database, postgres.user)
        assert late.query("SELECT 1", ()) == [(1,)]
        assert time.monotonic() - began > 2.5
        late.close()
        full.shutdown(socket.SHUT_RDWR)
        database.close()
