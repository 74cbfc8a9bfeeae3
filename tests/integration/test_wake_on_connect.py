"""A new connection wakes the database if that is switched on; the connection does not wait for it."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from lambdas.receive_frame.handler import handler
from local_runtime.servers.throwaway_postgres import PostgresAddress, throwaway_postgres
from tests.contract.aws import Aws
from tests.contract.functions import create_function
from tests.fresh_wiring import forget_wiring
from tests.integration.answering import ROOT
from tests.servers.sleeping_database import SleepingDatabase, sleeping_database
from tests.unit.lambdas.in_memory_backend import ANN, Context, socket_event

SLEEPS_S = 8.0
LIMIT_S = 60.0
SEARCHES = "from lambdas.search_lexical.handler import handler as handle\n"


@pytest.fixture(scope="module")
def postgres() -> Iterator[PostgresAddress]:
    with throwaway_postgres() as address:
        yield address


@pytest.fixture
def asleep(postgres: PostgresAddress) -> Iterator[SleepingDatabase]:
    with sleeping_database(postgres.host, postgres.port, SLEEPS_S) as database:
        yield database


@pytest.fixture
def searching(aws: Aws, postgres: PostgresAddress, asleep: SleepingDatabase) -> str:
    """Returns the function that searches the paused database, as it is deployed."""
    variables = {
        **aws.environment(),
        "DATABASE_HOST": "127.0.0.1",
        "DATABASE_PORT": str(asleep.listens_at),
        "DATABASE_NAME": postgres.database,
        "DATABASE_USER": postgres.user,
        "DATABASE_AUTH": "trust",
        "RUNS_TABLE": aws.create_table("runs"),
        "PYTHONPATH": f"{ROOT}:{ROOT / 'layers' / 'genai_core' / 'python'}",
        "POWERTOOLS_TRACE_DISABLED": "true",
    }
    return create_function(aws, "search_lexical", SEARCHES, variables)


@pytest.fixture(autouse=True)
def deployed(aws: Aws, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    variables = {**aws.environment(), "CONNECTIONS_TABLE": aws.create_table("connections")}
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    forget_wiring()
    yield
    forget_wiring()


def connect() -> None:
    assert handler(socket_event("$connect", user=ANN), Context()) == {"statusCode": 200}


def test_connecting_wakes_the_database(
    searching: str, asleep: SleepingDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WAKE_FUNCTION", searching)
    connect()
    until = time.monotonic() + LIMIT_S
    while not asleep.connections and time.monotonic() < until:
        time.sleep(0.05)
    assert asleep.connections


def test_who_connects_is_let_in_though_the_database_cannot_be_woken(
    aws: Aws, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("WAKE_FUNCTION", "not-there")
    connect()
    assert "the database is not woken" in caplog.text


def test_without_the_switch_nobody_is_called(aws: Aws, caplog: pytest.LogCaptureFixture) -> None:
    connect()
    assert "woken" not in caplog.text
