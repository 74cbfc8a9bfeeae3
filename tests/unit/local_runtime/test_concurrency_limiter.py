"""Calls of one function on the laptop wait for one another; those of others do not."""

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Event, Lock
from typing import Any

import pytest

from local_runtime.servers.concurrency_limiter import ConcurrencyLimiter, Slots


class Functions:
    """Calls that run until they may end."""

    def __init__(self) -> None:
        self.running: list[str] = []
        self.most = 0
        self.may_end = Event()
        self._lock = Lock()

    def dispatch(self, function: object, config: dict[str, str], event: Any) -> dict[str, Any]:
        name = config["FunctionName"]
        with self._lock:
            self.running.append(name)
            self.most = max(self.most, self.running.count("quorum-fuse_passages"))
        self.may_end.wait(10)
        with self._lock:
            self.running.remove(name)
        return {"body": event}


def test_calls_beyond_the_limit_wait_and_then_run() -> None:
    functions = Functions()
    call = ConcurrencyLimiter(computing=2, waiting=3).for_calls(functions.dispatch)
    with ThreadPoolExecutor(8) as threads:
        calls = [threads.submit(call, None, {"FunctionName": "quorum-fuse_passages"}, n) for n in range(6)]
        other = threads.submit(call, None, {"FunctionName": "quorum-ask_model"}, "other")
        functions.may_end.wait(0.2)
        assert sorted(functions.running) == ["quorum-ask_model", *["quorum-fuse_passages"] * 2]
        functions.may_end.set()
        assert [one.result(10)["body"] for one in calls] == list(range(6))
        assert other.result(10)["body"] == "other"
    assert functions.most == 2


def test_a_further_copy_is_started_only_for_a_call_that_waited() -> None:
    patient, impatient = Slots(most=3, first=1, patience_s=60), Slots(most=3, first=1, patience_s=0)
    entered: list[str] = []

    def call(slots: Slots, name: str) -> None:
        with slots:
            entered.append(name)

    with ThreadPoolExecutor(2) as threads:
        with patient:
            waiting = threads.submit(call, patient, "patient")
            with impatient:
                threads.submit(call, impatient, "impatient").result(10)
            assert entered == ["impatient"]
        waiting.result(10)
    assert entered == ["impatient", "patient"]


def test_there_are_never_more_copies_than_allowed() -> None:
    slots = Slots(most=2, first=1, patience_s=0)
    held, most = 0, 0

    def call(_: int) -> None:
        nonlocal held, most
        with slots:
            held += 1
            most = max(most, held)
            time.sleep(0.01)
            held -= 1

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(call, range(16)))
    assert most == 2


def test_a_call_that_fails_gives_its_slot_back() -> None:
    def fail(*_: object) -> dict[str, Any]:
        raise OSError("no process")

    call = ConcurrencyLimiter(computing=1).for_calls(fail)
    for _ in range(3):
        with pytest.raises(OSError, match="no process"):
            call(None, {"FunctionName": "f"})


def test_executions_of_one_machine_wait_for_one_another_and_not_for_others() -> None:
    running: list[str] = []
    may_end = Event()

    def walk(arn: str) -> None:
        running.append(arn)
        may_end.wait(10)

    run = ConcurrencyLimiter(executions=1).for_executions(walk)
    with ThreadPoolExecutor(3) as threads:
        calls = [threads.submit(run, f"arn:execution:{name}") for name in ("answer:1", "answer:2", "move:1")]
        may_end.wait(0.2)
        assert sorted(running) == ["arn:execution:answer:1", "arn:execution:move:1"]
        may_end.set()
        assert [call.result(10) for call in calls] == [None] * 3
    assert len(running) == 3
