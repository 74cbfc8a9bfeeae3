"""Store chunks, vectors and postings in an SQLite file, for the FAISS adapters."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from genai_core.errors import Misconfigured, Overloaded, TimedOut

T = TypeVar("T")

_FILE = "quorum.sqlite3"
_SCHEMA = """
    CREATE TABLE IF NOT EXISTS workspaces (
        workspace_id TEXT PRIMARY KEY, generation INTEGER NOT NULL, dimensions INTEGER NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS chunks (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        workspace_id TEXT NOT NULL, document_id TEXT NOT NULL, chunk_id TEXT NOT NULL,
        length INTEGER NOT NULL, metadata TEXT NOT NULL, record TEXT NOT NULL,
        vector BLOB NOT NULL, pieces BLOB NOT NULL,
        UNIQUE (workspace_id, chunk_id)
    );
    CREATE INDEX IF NOT EXISTS chunks_of_documents ON chunks (workspace_id, document_id);
    CREATE TABLE IF NOT EXISTS postings (
        workspace_id TEXT NOT NULL, term INTEGER NOT NULL, number INTEGER NOT NULL,
        frequency INTEGER NOT NULL,
        PRIMARY KEY (workspace_id, term, number)
    ) WITHOUT ROWID;
    CREATE INDEX IF NOT EXISTS postings_of_chunks ON postings (number);
"""


@dataclass(frozen=True, slots=True)
class Archive:
    """Runs transactions: many readers and one writer at a time, in any number of processes.

    Args:
        folder: Folder of the file, created at the first call.
        timeout_s: How long to wait for a writer in another process.
    """

    folder: Path
    timeout_s: float = 10.0
    _thread: threading.local = field(default_factory=threading.local, repr=False, compare=False)

    def read(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Runs `work` on a snapshot and returns its result. Raises the core's errors."""
        return self._run("BEGIN", work)

    def write(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Runs `work` in one transaction and returns its result; its writes are visible all together or
        never.
        """
        return self._run("BEGIN IMMEDIATE", work)

    def _run(self, begin: str, work: Callable[[sqlite3.Connection], T]) -> T:
        with self._translated():
            connection = self._connection()
            connection.execute(begin)
            try:
                result = work(connection)
            except BaseException:
                connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")
            return result

    def _connection(self) -> sqlite3.Connection:
        """Returns the connection of this thread."""
        if not hasattr(self._thread, "connection"):
            self.folder.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(self.folder / _FILE, timeout=self.timeout_s, isolation_level=None)
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.executescript(_SCHEMA)
            self._thread.connection = connection
        return self._thread.connection

    @contextmanager
    def _translated(self) -> Generator[None]:
        try:
            yield
        except sqlite3.OperationalError as error:
            busy = "locked" in str(error) or "busy" in str(error)
            kind = TimedOut if busy else Overloaded
            raise kind(f"the store in {str(self.folder)!r} cannot be used: {error}") from error
        except (sqlite3.DatabaseError, OSError) as error:
            raise Misconfigured(
                f"the store in {str(self.folder)!r} is damaged or not a folder: {error}",
                remedy="Check STORE_URL; a damaged store can be indexed again from the archive.",
            ) from error
