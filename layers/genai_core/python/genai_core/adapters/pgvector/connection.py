"""Transactions on kept connections, one for each that runs at a time, opened again when they are lost."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, LiteralString, TypeVar

import psycopg
from pgvector.psycopg.halfvec import register_halfvec_info
from psycopg import sql
from psycopg.pq import TransactionStatus
from psycopg.types import TypeInfo

from genai_core.adapters.pgvector.failures import translated, worth_repeating
from genai_core.adapters.pgvector.schema import ensure_schema
from genai_core.errors import Misconfigured

Result = TypeVar("Result")
Connection = psycopg.Connection[Any]
Cursor = psycopg.Cursor[Any]
Statement = LiteralString | sql.Composed

_ATTEMPTS = 3
_CONNECT_TIMEOUT_S = 5
_STATEMENT_TIMEOUT_MS = 60_000
# Enough neighbours for a leg's depth at a recall of 0.97 and more; a longer list is asked for by name.
EF_SEARCH = 200
_OPTIONS = (
    f"-c statement_timeout={_STATEMENT_TIMEOUT_MS} -c hnsw.ef_search={EF_SEARCH} "
    "-c hnsw.iterative_scan=strict_order -c jit=off"
)


@dataclass(frozen=True)
class Database:
    """Runs transactions.

    Attributes:
        password: Called for each new connection; an IAM token lives for minutes only. None for trust.
    """

    host: str
    port: int
    name: str
    user: str
    password: Callable[[], str] | None = None
    # Taking from and adding to its end are atomic, so threads need no lock.
    _idle: deque[Connection] = field(default_factory=deque["Connection"], repr=False, compare=False)

    def read(self, work: Callable[[Cursor], Result]) -> Result:
        """Runs `work` on one snapshot. Raises Unavailable, TimedOut, Overloaded or Misconfigured."""
        return self._run(work, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")

    def query(self, statement: Statement, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        """Returns the rows of one statement, which is a snapshot by itself: no transaction around it."""
        return self._run(lambda cursor: cursor.execute(statement, values).fetchall(), "")

    def write(self, work: Callable[[Cursor], Result]) -> Result:
        """Runs `work` in one transaction; it may run again from its start, after nothing was kept of it."""
        return self._run(work, "BEGIN")

    def outside_transaction(self, name: str, statements: Sequence[sql.Composed]) -> bool:
        """Runs statements that cannot be in a transaction, such as CREATE INDEX CONCURRENTLY.

        Only one process at a time does what `name` names; returns False where another is at it.
        """
        try:
            with self._connect() as connection:
                lock = "SELECT pg_try_advisory_lock(hashtextextended(%s, 4))"
                if connection.execute(lock, (name,)).fetchall() != [(True,)]:
                    return False
                connection.execute("SET statement_timeout = 0")
                for statement in statements:
                    connection.execute(statement)
                return True
        except psycopg.Error as error:
            raise translated(error) from error

    def close(self) -> None:
        """Closes the connections that nobody is using; the next call opens another."""
        while self._idle:
            self._idle.pop().close()

    def _run(self, work: Callable[[Cursor], Result], begin: str) -> Result:
        for attempt in range(1, _ATTEMPTS + 1):
            connection = None
            try:
                connection = self._take()
                return self._attempt(connection, work, begin)
            except psycopg.Error as error:
                lost = connection is not None and connection.closed
                if connection is None or attempt == _ATTEMPTS or not worth_repeating(error, lost=lost):
                    raise translated(error) from error
            finally:
                if connection is not None and not connection.closed:
                    self._idle.append(connection)
        raise AssertionError("unreachable")

    def _attempt(self, connection: Connection, work: Callable[[Cursor], Result], begin: str) -> Result:
        with connection.cursor(binary=True) as cursor:
            try:
                if begin:
                    cursor.execute(begin.encode())
                result = work(cursor)
                if begin:
                    cursor.execute("COMMIT")
            except BaseException:
                _roll_back(connection)
                raise
        return result

    def _take(self) -> Connection:
        while self._idle:
            connection = self._idle.pop()
            if not connection.closed:
                return connection
        return self._connect()

    def _connect(self) -> Connection:
        connection = psycopg.connect(
            host=self.host,
            port=self.port,
            dbname=self.name,
            user=self.user,
            password=self.password() if self.password else None,
            # A token must never cross the network in the clear.
            sslmode="require" if self.password else "prefer",
            connect_timeout=_CONNECT_TIMEOUT_S,
            options=_OPTIONS,
            keepalives_idle=30,
            autocommit=True,
        )
        try:
            ensure_schema(connection)
            _register_halfvec(connection)
        except BaseException:
            connection.close()
            raise
        return connection


def _roll_back(connection: Connection) -> None:
    if connection.info.transaction_status is TransactionStatus.IDLE:
        return
    try:
        connection.execute("ROLLBACK")
    except psycopg.Error:
        connection.close()


def _register_halfvec(connection: Connection) -> None:
    info = TypeInfo.fetch(connection, "halfvec")
    if info is None:
        raise Misconfigured("the database has no type 'halfvec'", remedy="Install pgvector 0.7 or later.")
    register_halfvec_info(connection, info)
