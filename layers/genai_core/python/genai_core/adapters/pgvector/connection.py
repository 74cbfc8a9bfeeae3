"""Run transactions on pooled connections, which are reopened if they are lost."""

from __future__ import annotations

import os
import socket
import time
from collections import deque
from collections.abc import Callable, Generator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Timer
from typing import Any, LiteralString, TypeVar

import psycopg
from pgvector.psycopg.halfvec import register_halfvec_info
from psycopg import sql
from psycopg.pq import TransactionStatus
from psycopg.types import TypeInfo

from genai_core.adapters.pgvector.failures import is_starting, translated, worth_repeating
from genai_core.adapters.pgvector.schema import ensure_schema
from genai_core.errors import Misconfigured
from genai_core.ports.search_store import without_span

Result = TypeVar("Result")
Connection = psycopg.Connection[Any]
Cursor = psycopg.Cursor[Any]
Statement = LiteralString | sql.Composed

_ATTEMPTS = 3
# A paused Aurora holds new connections until it is awake: usually 15 seconds, 30 after a day. The state
# machine tries a search twice, which takes up to 46 seconds.
CONNECT_LIMIT_S = 23
SLOW_AFTER_S = 2.0
# A frozen function keeps its connections, but the network may have dropped them meanwhile.
IDLE_LIMIT_S = 30.0
# An open connection keeps Aurora from pausing, and a function that is never called again cannot close its
# own.
_DROPPED_BY_SERVER_MS = 60_000
_UNANSWERED_MS = 2_000
_LOOKED_EVERY_S = 0.5
_STATEMENT_TIMEOUT_MS = 60_000
_LONGEST_NAME = 63
# Enough neighbours for the usual search depth at a recall of 0.97 and more; deeper searches set their own.
EF_SEARCH = 200
_OPTIONS = (
    f"-c statement_timeout={_STATEMENT_TIMEOUT_MS} -c hnsw.ef_search={EF_SEARCH} "
    "-c hnsw.iterative_scan=strict_order -c jit=off "
    f"-c idle_session_timeout={_DROPPED_BY_SERVER_MS}"
)


@dataclass(frozen=True)
class Database:
    """Runs transactions.

    Attributes:
        password: Called for each new connection, since an IAM token is valid for minutes only. None for
            trust.
        roots: File with the certificate authorities that may sign the server's certificate for `host`. None
            for a server on this machine, without a certificate check.
        on_behalf_of: Returns the name of the session on the server, such as a run id.
        span: Wraps each transaction in a span of a trace.
        on_slow: Called in a separate thread if a connection takes longer than SLOW_AFTER_S to open.
    """

    host: str
    port: int
    name: str
    user: str
    password: Callable[[], str] | None = None
    roots: Path | None = None
    on_slow: Callable[[], None] | None = None
    on_behalf_of: Callable[[], str] = str
    span: Callable[[str], AbstractContextManager[None]] = without_span
    # Idle connections with the time of their last use. Popping from and appending to the end are atomic, so
    # threads need no lock.
    _idle: deque[tuple[Connection, float]] = field(
        default_factory=deque[tuple[Connection, float]], repr=False, compare=False
    )

    def read(self, work: Callable[[Cursor], Result]) -> Result:
        """Runs `work` on one snapshot. Raises Unavailable, TimedOut, Overloaded or Misconfigured."""
        return self._run(work, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")

    def query(self, statement: Statement, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        """Returns the rows of one statement, without a transaction: a statement is its own snapshot."""
        return self._run(lambda cursor: cursor.execute(statement, values).fetchall(), "")

    def write(self, work: Callable[[Cursor], Result]) -> Result:
        """Runs `work` in one transaction; after a rollback `work` may run again from the start."""
        return self._run(work, "BEGIN")

    def outside_transaction(self, name: str, statements: Sequence[sql.Composed]) -> bool:
        """Runs statements that cannot be in a transaction, such as CREATE INDEX CONCURRENTLY.

        Only one process at a time runs them under the same `name`; returns False if another one does.
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
        """Closes the idle connections; the next call opens a new one."""
        while self._idle:
            self._idle.pop()[0].close()

    def _run(self, work: Callable[[Cursor], Result], begin: str) -> Result:
        for attempt in range(1, _ATTEMPTS + 1):
            connection = None
            try:
                with self.span("PostgreSQL"):
                    connection = self._take()
                    return self._attempt(connection, work, begin)
            except psycopg.Error as error:
                lost = connection is not None and connection.closed
                if connection is None or attempt == _ATTEMPTS or not worth_repeating(error, lost=lost):
                    raise translated(error) from error
            finally:
                if connection is not None and not connection.closed:
                    self._idle.append((connection, time.monotonic()))
        raise AssertionError("unreachable")

    def _attempt(self, connection: Connection, work: Callable[[Cursor], Result], begin: str) -> Result:
        with connection.cursor(binary=True) as cursor:
            try:
                self._name_session(connection)
                if begin:
                    cursor.execute(begin.encode())
                result = work(cursor)
                if begin:
                    cursor.execute("COMMIT")
            except BaseException:
                _roll_back(connection)
                raise
        return result

    def _name_session(self, connection: Connection) -> None:
        """Sets the session's name in the server's list of sessions and in its logs."""
        name = self.on_behalf_of()[:_LONGEST_NAME]
        if name and connection.info.parameter_status("application_name") != name:
            connection.execute("SELECT set_config('application_name', %s, false)", (name,))

    def _take(self) -> Connection:
        while self._idle:
            connection, used_at = self._idle.pop()
            if connection.closed:
                continue
            if time.monotonic() - used_at < IDLE_LIMIT_S:
                return connection
            connection.close()
        return self._connect()

    def _connect(self) -> Connection:
        with self._reported_if_slow():
            connection = self._open_awake()
        try:
            _give_up_early(connection)
            ensure_schema(connection)
            _register_halfvec(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    @contextmanager
    def _reported_if_slow(self) -> Generator[None]:
        if self.on_slow is None:
            yield
            return
        timer = Timer(SLOW_AFTER_S, self.on_slow)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def _open_awake(self) -> Connection:
        """Opens a connection, and waits while the server says that it is starting."""
        until = time.monotonic() + CONNECT_LIMIT_S
        while True:
            try:
                return self._open()
            except psycopg.OperationalError as error:
                if not is_starting(error) or time.monotonic() > until:
                    raise
                time.sleep(_LOOKED_EVERY_S)

    def _open(self) -> Connection:
        return psycopg.connect(
            host=self.host,
            port=self.port,
            dbname=self.name,
            user=self.user,
            password=self.password() if self.password else None,
            # A token must be sent only encrypted and only to the right server.
            sslmode="verify-full" if self.roots else "prefer",
            sslrootcert=str(self.roots) if self.roots else None,
            connect_timeout=CONNECT_LIMIT_S,
            options=_OPTIONS,
            keepalives_idle=30,
            autocommit=True,
        )


def _give_up_early(connection: Connection) -> None:
    """Sets a timeout for unacknowledged data, if the operating system supports it.

    It is not set while the connection opens: a waking database may acknowledge nothing at first.
    """
    if limit := getattr(socket, "TCP_USER_TIMEOUT", None):
        with socket.socket(fileno=os.dup(connection.fileno())) as same:
            if same.family in (socket.AF_INET, socket.AF_INET6):
                same.setsockopt(socket.IPPROTO_TCP, limit, _UNANSWERED_MS)


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
