"""Calls of one function on the laptop wait for one another; those of others do not."""

import time
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
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
        assert [call.result(10)["body"] for call in calls] == list(range(6))
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


class Steps:
    """Runs a step in a thread with a copy of the context and waits for it until its limit, as MiniStack."""

    def __init__(self, limiter: ConcurrencyLimiter, functions: Functions) -> None:
        self.dispatch = limiter.for_calls(functions.dispatch)
        self.run = limiter.for_steps(self._invoke)
        self.threads = ThreadPoolExecutor(8)

    def _invoke(self, resource: str, task: dict[str, str], limit_s: float) -> Any:
        config = {"FunctionName": task["FunctionName"].split(":")[6]}
        return self.threads.submit(copy_context().run, self.dispatch, None, config, resource).result(limit_s)


INVOKE = "arn:aws:states:::lambda:invoke"
FUNCTION = {"FunctionName": "arn:aws:lambda:us-east-1:000000000000:function:quorum-fuse_passages:live"}


def test_the_time_limit_of_a_step_begins_when_its_function_has_a_slot() -> None:
    functions = Functions()
    steps = Steps(ConcurrencyLimiter(computing=1), functions)
    with ThreadPoolExecutor(2) as threads:
        first = threads.submit(steps.run, INVOKE, FUNCTION, 10)
        while not functions.running:
            time.sleep(0.01)
        second = threads.submit(steps.run, INVOKE, FUNCTION, 0.2)
        functions.may_end.wait(0.4)
        assert not second.done(), "it waits for its slot, for longer than its limit"
        functions.may_end.set()
        assert [first.result(10)["body"], second.result(10)["body"]] == [INVOKE, INVOKE]
    assert functions.most == 1


def test_a_step_that_exceeded_its_limit_keeps_its_slot_until_its_call_ends() -> None:
    functions = Functions()
    steps = Steps(ConcurrencyLimiter(computing=1), functions)
    with pytest.raises(TimeoutError):
        steps.run(INVOKE, FUNCTION, 0.1)
    with ThreadPoolExecutor(1) as threads:
        waiting = threads.submit(steps.run, INVOKE, FUNCTION, 10)
        functions.may_end.wait(0.2)
        assert (len(functions.running), waiting.done()) == (1, False)
        functions.may_end.set()
        assert waiting.result(10)["body"] == INVOKE
    assert functions.most == 1


def test_a_step_that_calls_no_function_or_fails_before_its_call_holds_no_slot() -> None:
    def fail(resource: str, *_: object) -> str:
        if resource == INVOKE:
            raise OSError("no function")
        return resource

    run = ConcurrencyLimiter(computing=1).for_steps(fail)
    for _ in range(3):
        with pytest.raises(OSError, match="no function"):
            run(INVOKE, FUNCTION, 1)
    assert run("arn:aws:states:::sns:publish", {}, 1) == "arn:aws:states:::sns:publish"
