"""An object that could not be written is not acknowledged."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ministack.services import s3

from local_runtime.servers import kept_objects


@pytest.fixture
def put(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A function that puts an object, with MiniStack's files below a folder."""
    monkeypatch.setattr(s3, "S3_PERSIST", True)
    monkeypatch.setattr(s3, "DATA_DIR", str(tmp_path / "objects"))
    # Restored after the test; other tests may have turned the log off.
    monkeypatch.setattr(s3.logger, "disabled", True)
    monkeypatch.setattr(s3, "handle_request", s3.handle_request)
    monkeypatch.setattr(s3, "logger", s3.logger)
    kept_objects.keep_objects(s3)

    def send(method: str, path: str, body: bytes = b"") -> tuple[int, bytes]:
        status, _, answer = asyncio.run(s3.handle_request(method, path, {}, body, {}))
        return status, answer

    assert send("PUT", "/kept")[0] == 200
    yield lambda: send("PUT", "/kept/a/b.md", b"text")
    s3._buckets.pop("kept", None)


def test_an_object_on_disk_is_acknowledged(put: Any, tmp_path: Path) -> None:
    assert put()[0] == 200
    assert [file.read_bytes() for file in tmp_path.rglob("b.md")] == [b"text"]


def test_an_object_that_is_not_on_disk_is_refused(put: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(s3, "DATA_DIR", "/dev/full")
    status, answer = put()
    assert status == 500
    assert b"the object is not kept: Not a directory; is the disk full?" in answer


def test_a_full_disk_is_named(put: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(s3, "_atomic_write", fail)
    assert b"No space left on device; is the disk full?" in put()[1]
