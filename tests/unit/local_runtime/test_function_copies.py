"""Copies of functions wait without work, and a call reaches one at once."""

from __future__ import annotations

import queue
import threading
from types import SimpleNamespace
from typing import Any

import pytest
from ministack.core import lambda_runtime

from local_runtime.servers.function_copies import LAST_LINE_S, START_LIMIT_S, PatientCalls, make_patient


def test_a_call_is_handed_on_when_it_comes() -> None:
    calls: queue.Queue[str] = queue.Queue(maxsize=1)
    taken: list[str] = []
    waiting = threading.Thread(target=lambda: taken.append(PatientCalls(calls).get(timeout=0.1)))
    waiting.start()
    calls.put("call")
    waiting.join(30)
    assert taken == ["call"]


def test_nothing_is_handed_on_where_nothing_came(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("local_runtime.servers.function_copies.LOOK_EVERY_S", 0.01)
    with pytest.raises(queue.Empty):
        PatientCalls(queue.Queue()).get(timeout=0.001)


def test_what_is_changed_of_the_emulator_is_there() -> None:
    """The patched names are the emulator's own: a new version may rename them."""
    kind = lambda_runtime.ProvidedWorker
    parts: dict[str, Any] = {
        name: getattr(kind, name) for name in ("_build_handler_class", "_drain_stderr_bounded")
    }
    worker: Any = type("Worker", (), parts)
    runtime = SimpleNamespace(
        ProvidedWorker=worker, _PROVIDED_INIT_TIMEOUT=lambda_runtime._PROVIDED_INIT_TIMEOUT
    )
    make_patient(runtime)
    assert runtime._PROVIDED_INIT_TIMEOUT == START_LIMIT_S
    copy = worker()
    copy._stderr_queue = queue.Queue()
    copy._stderr_queue.put("a line")
    assert copy._drain_stderr_bounded() == "a line"
    assert LAST_LINE_S < 0.05
