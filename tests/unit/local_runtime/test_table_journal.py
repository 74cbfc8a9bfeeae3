"""A journal of writes: applied over the tables that were written last, cut off or not, and never half."""

from __future__ import annotations

import errno
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from local_runtime.servers.table_journal import TableJournal

ARN = "arn:aws:dynamodb:us-east-1:000000000000:table/notes"


class Rows:
    """MiniStack's scoped store, of one account."""

    def __init__(self, **rows: Any) -> None:
        self._rows = rows

    def all_values(self) -> list[Any]:
        return list(self._rows.values())

    def all_items(self) -> list[Any]:
        return list(self._rows.items())


class Tables:
    """What the journal needs of MiniStack's DynamoDB, and of its persistence."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.notes: dict[str, Any] = {"TableArn": ARN, "items": {}}
        self._tables = Rows(notes=self.notes)
        self._ttl_settings = self._pitr_settings = self._tags = Rows()
        self.is_full = False

    def _set_item(self, table: Any, partition: str, sort: str, item: Any) -> None:
        table["items"][f"{partition}/{sort}"] = item

    def _remove_item(self, table: Any, partition: str, sort: str) -> None:
        table["items"].pop(f"{partition}/{sort}", None)

    def get_state(self) -> Any:
        return dict(self.notes["items"])

    def load_persisted_state(self, data: Any) -> None:
        self.notes["items"] = dict(data)

    @property
    def STATE_DIR(self) -> str:
        # Nothing can be written into a folder that is not there.
        return str(self._folder / "full" if self.is_full else self._folder)

    def _state_format_version(self, service: str) -> int:
        return len(service)

    def _json_default(self, value: Any) -> Any:
        raise TypeError(value)


Start = Callable[[], tuple[Tables, TableJournal]]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Returns tables as they are after a start of the emulator."""
    journals: list[TableJournal] = []

    def started() -> tuple[Tables, TableJournal]:
        tables = Tables(tmp_path)
        journal = TableJournal(tmp_path, tables, tables)
        journals.append(journal)
        journal.attach()
        saved = tmp_path / "dynamodb.json"
        tables.load_persisted_state(json.loads(saved.read_text())["payload"] if saved.exists() else {})
        return tables, journal

    yield started
    for journal in journals:
        journal._file.close()


def put(tables: Tables, name: str, text: str | None) -> None:
    if text is None:
        tables._remove_item(tables.notes, name, "s")
    else:
        tables._set_item(tables.notes, name, "s", {"text": text})


def texts(tables: Tables) -> dict[str, str]:
    return {name.removesuffix("/s"): item["text"] for name, item in tables.notes["items"].items()}


def test_writes_without_a_checkpoint_are_there_after_the_next_start(start: Start, tmp_path: Path) -> None:
    tables, _ = start()
    put(tables, "a", "1")
    put(tables, "b", "1")
    put(tables, "a", "2")
    put(tables, "b", None)
    assert texts(start()[0]) == {"a": "2"}
    assert texts(start()[0]) == {"a": "2"}


def test_a_checkpoint_empties_the_journal_and_loses_nothing(start: Start, tmp_path: Path) -> None:
    tables, journal = start()
    put(tables, "a", "1")
    journal.checkpoint()
    put(tables, "b", "1")
    assert sum(file.read_bytes().count(b"\n") for file in tmp_path.glob("tables.journal.*")) == 1
    assert texts(start()[0]) == {"a": "1", "b": "1"}


def test_a_checkpoint_that_cannot_be_written_keeps_the_journal(start: Start, tmp_path: Path) -> None:
    tables, journal = start()
    put(tables, "a", "1")
    tables.is_full = True
    with pytest.raises(OSError, match="is the disk full"):
        journal.checkpoint()
    put(tables, "b", "1")
    assert texts(start()[0]) == {"a": "1", "b": "1"}


def test_a_line_that_was_cut_off_was_never_answered(start: Start, tmp_path: Path) -> None:
    tables, _ = start()
    put(tables, "a", "1")
    put(tables, "b", "1")
    (file,) = tmp_path.glob("tables.journal.*")
    file.write_bytes(file.read_bytes()[:-5])
    again, _ = start()
    assert texts(again) == {"a": "1"}
    put(again, "c", "1")
    assert texts(start()[0]) == {"a": "1", "c": "1"}


def test_a_table_is_written_before_the_first_entry_about_it_and_once(start: Start, tmp_path: Path) -> None:
    tables, _ = start()
    saved = tmp_path / "dynamodb.json"
    put(tables, "a", "1")
    assert not saved.exists()
    tables.notes["TableArn"] = f"{ARN}-made-later"
    put(tables, "b", "1")
    written_at = saved.stat().st_mtime_ns
    put(tables, "c", "1")
    assert saved.stat().st_mtime_ns == written_at


class FullFile:
    """A file on a disk that takes ten more bytes."""

    def __init__(self, file: Any) -> None:
        self.file = file

    def write(self, line: bytes) -> int:
        return self.file.write(line[:10])

    def __getattr__(self, name: str) -> Any:
        return getattr(self.file, name)


def test_a_write_that_is_not_kept_is_not_done(start: Start, tmp_path: Path) -> None:
    tables, journal = start()
    put(tables, "a", "1")
    file = journal._file
    journal._file = FullFile(file)
    with pytest.raises(OSError, match="not kept") as caught:
        put(tables, "b", "1")
    assert caught.value.errno == errno.ENOSPC
    assert texts(tables) == {"a": "1"}
    journal._file = file
    put(tables, "c", "1")
    assert texts(start()[0]) == {"a": "1", "c": "1"}


def test_the_tables_are_written_whole_when_the_journal_is_long_or_a_table_new(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tables, journal = start()
    journal.checkpoint_if_due()
    saved = tmp_path / "dynamodb.json"
    first = saved.stat().st_ino
    put(tables, "a", "1")
    journal.checkpoint_if_due()
    assert saved.stat().st_ino == first
    tables.notes["BillingMode"] = "PAY_PER_REQUEST"
    journal.checkpoint_if_due()
    second = saved.stat().st_ino
    assert second != first
    monkeypatch.setattr("local_runtime.servers.table_journal.CHECKPOINT_BYTES", 10)
    put(tables, "b", "1")
    journal.checkpoint_if_due()
    assert saved.stat().st_ino != second
