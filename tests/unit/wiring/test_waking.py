"""Whoever waits for a question is told that the database wakes."""

from __future__ import annotations

import pytest

from genai_core.adapters.memory.run_store import MemoryRunStore
from genai_core.domain.identifiers import RunId
from genai_core.domain.protocol.frames import Waking
from genai_core.wiring import storage
from genai_core.wiring.waking import tell_of_waking, told_of_waking
from tests.unit.usecases.answering.scenario import question


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> MemoryRunStore:
    kept = MemoryRunStore()
    kept.create(question())
    monkeypatch.setattr(storage, "run_store", lambda: kept)
    return kept


def frames(runs: MemoryRunStore) -> list[object]:
    return [frame.content for frame in runs.frames(RunId("run"), after_seq=-1)]


def test_the_frame_is_kept_with_the_run_that_waits_and_with_no_other(runs: MemoryRunStore) -> None:
    with told_of_waking(RunId("run")):
        tell_of_waking()
    tell_of_waking()
    with told_of_waking(None):
        tell_of_waking()
    assert frames(runs) == [Waking()]


def test_a_run_that_is_gone_does_not_fail_the_search(runs: MemoryRunStore) -> None:
    with told_of_waking(RunId("nowhere")):
        tell_of_waking()
    assert frames(runs) == []
