"""Snapshots take little of the time, and write what changed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from ministack.core import persistence

from local_runtime.servers import snapshots
from local_runtime.servers.state_files import write_state


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(persistence, "STATE_DIR", str(tmp_path))
    monkeypatch.setattr(persistence, "PERSIST_STATE", True)


@pytest.mark.parametrize("state", [{"queues": {"a": [1, 2]}}, {"body": b"\x00\xff"}, {"words": "ä\u2028"}])
def test_a_state_is_written_as_the_emulator_writes_and_reads_it(state: Any, tmp_path: Path) -> None:
    write_state(persistence, "sqs", state)
    ours = (tmp_path / "sqs.json").read_text()
    assert persistence.load_state("sqs") == state
    persistence.save_state("sqs", state)
    assert (tmp_path / "sqs.json").read_text() == ours


def test_a_state_that_did_not_change_is_not_written_again(tmp_path: Path) -> None:
    file = tmp_path / "sqs.json"
    write_state(persistence, "sqs", {"a": 1})
    first = file.stat().st_ino
    write_state(persistence, "sqs", {"a": 1})
    assert file.stat().st_ino == first
    write_state(persistence, "sqs", {"a": 2})
    assert json.loads(file.read_text())["payload"] == {"a": 2}
    file.unlink()
    write_state(persistence, "sqs", {"a": 2})
    assert file.exists()


class NoJournal:
    """A journal without tables."""

    def checkpoint(self) -> None:
        """Does nothing."""


def saving_of(states: dict[str, Any]) -> snapshots.Snapshots:
    return snapshots.Snapshots(
        None,
        services=lambda: states,
        persistence=persistence,
        journal=NoJournal(),  # type: ignore[arg-type]
        forget=lambda: None,
    )


@pytest.mark.parametrize(
    ("request_at", "saved_at", "rests_until", "is_due"),
    [
        (99.5, 79.9, 95.0, True),
        (99.5, 80.1, 95.0, False),
        (98.9, 80.1, 95.0, True),
        (98.9, 98.0, 101.0, False),
    ],
)
def test_a_snapshot_waits_for_a_quiet_moment_but_not_for_long(
    request_at: float, saved_at: float, rests_until: float, is_due: bool
) -> None:
    saving = saving_of({})
    assert not saving._is_due(100.0)
    saving._touched = True
    saving._last_request_at, saving._saved_at, saving._rests_until = request_at, saved_at, rests_until
    assert saving._is_due(100.0) == is_due


def test_a_service_that_cannot_be_saved_keeps_no_other_from_it(tmp_path: Path) -> None:
    def changing() -> Any:
        raise RuntimeError("dictionary changed size during iteration")

    saving = saving_of({"ecs": changing, "waf": lambda: {"odd": object()}, "sqs": lambda: {"a": 1}})
    saving.save_all({})
    assert [file.name for file in tmp_path.glob("*.json")] == ["sqs.json"]
    assert saving._touched


@pytest.mark.parametrize(("took_s", "rest_s"), [(0.01, 2.0), (0.5, 4.5), (1.0, 9.0), (60.0, 20.0)])
def test_the_longer_a_snapshot_took_the_longer_the_next_one_waits(took_s: float, rest_s: float) -> None:
    assert snapshots.rest_s(took_s) == rest_s
