"""Keeps a journal of the emulator's tables: a write is in a file before the response is sent.

MiniStack holds tables in memory and can write all of them at once. Here each put or delete is appended to a
journal first; the tables are written whole only from time to time, which makes older journals obsolete. After
a crash the journals are applied to the tables that were written last: each entry has a whole item, so
applying it twice changes nothing.
"""

from __future__ import annotations

import errno
import json
import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from local_runtime.servers.state_files import write_state

CHECKPOINT_BYTES = 8_000_000
_SERVICE = "dynamodb"


class TableJournal:
    """Intercepts the changes of items in MiniStack's DynamoDB.

    Args:
        folder: The journals' folder, with MiniStack's own state.
        tables: The module `ministack.services.dynamodb`, whose two functions that change an item are
            replaced.
        persistence: The module `ministack.core.persistence`.
    """

    def __init__(self, folder: Path, tables: Any, persistence: Any) -> None:
        self._folder, self._tables, self._persistence = folder, tables, persistence
        self._lock = threading.RLock()
        self._set, self._remove = tables._set_item, tables._remove_item
        self._load = tables.load_persisted_state
        self._described = ""
        # Tables whose definitions are in the file; entries of others could not be applied after a crash.
        self._saved: frozenset[str] = frozenset()
        self._synced_bytes = 0
        folder.mkdir(parents=True, exist_ok=True)
        self._number = max((int(file.suffix[1:]) for file in self._files()), default=0) + 1
        self._file = self._open()

    def attach(self) -> None:
        """Makes every write go through the journal, and every load apply it."""
        for name, replacement in (
            ("_set_item", self._put),
            ("_remove_item", self._delete),
            ("load_persisted_state", self._restore),
        ):
            setattr(self._tables, name, replacement)

    def sync(self) -> None:
        """Syncs the journal to the disk; if the machine is switched off, newer writes are lost."""
        with self._lock:
            size = self._file.tell()
            if size == self._synced_bytes:
                return
            self._synced_bytes = size
            descriptor = os.dup(self._file.fileno())
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def checkpoint_if_due(self) -> None:
        """Writes the tables whole if the journal has grown long, or if a table was created or changed."""
        if self._file.tell() > CHECKPOINT_BYTES or self._describe() != self._described:
            self.checkpoint()

    def checkpoint(self) -> None:
        """Writes the tables whole, and deletes the journals that they include.

        Raises:
            OSError: The tables were not written; the journals are still there.
        """
        with self._lock:
            described, done = self._describe(), list(self._files())
            tables = frozenset(table["TableArn"] for table in self._tables._tables.all_values())
            state = self._tables.get_state()
            self._file.close()
            self._number += 1
            self._file = self._open()
        write_state(self._persistence, _SERVICE, state)
        self._described, self._saved = described, tables
        for file in done:
            file.unlink()

    def _put(self, table: Any, partition: str, sort: str, item: Any) -> Any:
        with self._lock:
            self._append(table, partition, sort, item)
            return self._set(table, partition, sort, item)

    def _delete(self, table: Any, partition: str, sort: str) -> Any:
        with self._lock:
            self._append(table, partition, sort, None)
            return self._remove(table, partition, sort)

    def _append(self, table: Any, partition: str, sort: str, item: Any) -> None:
        if table["TableArn"] not in self._saved:
            self.checkpoint()
        line = json.dumps([table["TableArn"], partition, sort, item]).encode() + b"\n"
        start = self._file.tell()
        try:
            if self._file.write(line) < len(line):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        except OSError as error:
            # An incomplete line would hide the lines after it.
            self._file.truncate(start)
            raise OSError(error.errno, f"the write is not kept: {error.strerror}") from None

    def _restore(self, data: Any) -> None:
        self._load(data)
        tables_by_arn = {table["TableArn"]: table for table in self._tables._tables.all_values()}
        self._saved = frozenset(tables_by_arn)
        for arn, partition, sort, item in self._entries():
            table = tables_by_arn.get(arn)
            if table is None:
                continue
            if item is None:
                self._remove(table, partition, sort)
            else:
                self._set(table, partition, sort, item)

    def _entries(self) -> Iterator[tuple[str, str, str, Any]]:
        for file in self._files():
            for line in file.read_bytes().split(b"\n"):
                try:
                    arn, partition, sort, item = json.loads(line)
                except ValueError:
                    # Incomplete, because the machine was switched off before the response was sent.
                    break
                yield arn, partition, sort, item

    def _describe(self) -> str:
        """Returns the tables' definitions, without their items."""
        passing = ("items", "ItemCount", "TableSizeBytes", getattr(self._tables, "_INDEX_MEMBERS", ""))
        tables = [
            {name: value for name, value in table.items() if name not in passing}
            for table in self._tables._tables.all_values()
        ]
        settings = (self._tables._ttl_settings, self._tables._pitr_settings, self._tables._tags)
        return repr((tables, [list(each.all_items()) for each in settings]))

    def _files(self) -> list[Path]:
        return sorted(self._folder.glob("tables.journal.*"), key=lambda file: int(file.suffix[1:]))

    def _open(self) -> Any:
        self._synced_bytes = 0
        return (self._folder / f"tables.journal.{self._number}").open("ab", buffering=0)
