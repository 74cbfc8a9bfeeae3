"""Copies of functions are forked from a process with their modules, and share nothing else."""

from __future__ import annotations

import io
import os
import signal
import sys
import time
import zipfile
from collections.abc import Generator
from pathlib import Path
from typing import Any

import psutil
import pytest
from ministack.core import lambda_runtime

from local_runtime.home import REPOSITORY
from local_runtime.servers.forked_functions import BOOTSTRAP, ForkingSubprocess

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere copies are started, not forked")

SOURCE = """
import glob, os, sys, threading
from genai_core.settings import settings
from lambdas.observed import logger

calls = 0

def handle(event, context):
    global calls
    calls += 1
    if "raise" in event:
        raise LookupError(event["raise"])
    if "exit" in event:
        os._exit(event["exit"])
    if "log" in event:
        print(event["log"])
        logger.info(event["log"])
    return {
        "pid": os.getpid(),
        "parent": os.getppid(),
        "calls": calls,
        "threads": threading.active_count(),
        "is_loaded": "lambdas.ask_model.handler" in sys.modules,
        "folder": os.getcwd(),
        "environment": dict(os.environ),
        "opened": [os.readlink(fd) for fd in glob.glob("/proc/self/fd/*") if os.path.lexists(fd)],
        "settings_read": settings.cache_info().currsize,
    }
"""


@pytest.fixture(scope="module")
def forking() -> Generator[ForkingSubprocess]:
    forking = ForkingSubprocess()
    yield forking
    for server in forking.servers():
        server.stop()


@pytest.fixture
def workers(
    forking: ForkingSubprocess, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> Generator[Any]:
    """A function that makes copies of a function by name, with its own variables."""
    monkeypatch.setattr(lambda_runtime, "subprocess", forking)
    # One folder for all tests: the import path chooses the server.
    folder = tmp_path_factory.getbasetemp() / "given"
    folder.mkdir(exist_ok=True)
    (folder / "given.py").write_text(SOURCE)
    made: list[Any] = []

    def make(name: str = "quorum-local-given", bootstrap: str = BOOTSTRAP, **variables: str) -> Any:
        core = REPOSITORY / "layers/genai_core/python"
        path = f"{REPOSITORY}:{core}:{folder}"
        variables |= {"QUORUM_PYTHON": sys.executable, "PYTHONPATH": path}
        config = {
            "FunctionName": name,
            "FunctionArn": f"arn:aws:lambda:us-east-1:000000000000:function:{name}",
            "Handler": "given.handle",
            "Runtime": "provided.al2023",
            "Timeout": 60,
            "Environment": {"Variables": variables},
        }
        worker = lambda_runtime.ProvidedWorker(name, config, zipped(bootstrap))
        made.append(worker)
        return worker

    yield make
    lambda_runtime.kill_workers(made)


def zipped(bootstrap: str) -> bytes:
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w") as package:
        entry = zipfile.ZipInfo("bootstrap")
        entry.external_attr = 0o755 << 16
        package.writestr(entry, f"#!/bin/sh\n{bootstrap}\n")
    return body.getvalue()


def call(worker: Any, **event: Any) -> dict[str, Any]:
    answer = worker.invoke(event, f"request-{time.monotonic_ns()}")
    assert answer["status"] == "ok", answer
    result: dict[str, Any] = answer["result"]
    return result


def test_two_copies_share_what_was_imported_and_nothing_else(workers: Any) -> None:
    first, second = workers(TABLE="one", ONLY_FIRST="secret"), workers("quorum-local-other", TABLE="two")
    of_first, of_second = call(first), call(second)
    assert of_first["is_loaded"]
    assert of_first["parent"] == of_second["parent"] != os.getpid()
    assert of_first["pid"] != of_second["pid"]
    assert (of_first["environment"]["TABLE"], of_second["environment"]["TABLE"]) == ("one", "two")
    assert "ONLY_FIRST" not in of_second["environment"]
    assert of_second["environment"]["AWS_LAMBDA_FUNCTION_NAME"] == "quorum-local-other"
    assert call(first)["calls"] == 2
    assert call(second)["calls"] == 2
    assert of_first["threads"] == 1
    assert not of_first["settings_read"]
    # Standard output and error; the others are the copy's own.
    assert sum("pipe" in name for name in of_first["opened"]) == 2, of_first["opened"]
    assert psutil.Process(of_second["pid"]).name() == "other"


def test_a_copy_logs_and_fails_as_any_other(workers: Any) -> None:
    worker = workers()
    lines = worker.invoke({"log": "a line"}, "request-1")["log"].splitlines()
    assert [line[:1] for line in lines] == ["a", "{"]
    failed = worker.invoke({"raise": "no such document"}, "request-2")
    assert failed["error_payload"]["errorType"] == "LookupError"
    assert "no such document" in failed["log"]


def test_a_copy_that_ends_is_replaced(workers: Any) -> None:
    worker = workers()
    before = call(worker)["pid"]
    assert "exited" in worker.invoke({"exit": 3}, "request-1")["error"]
    assert call(worker)["pid"] != before
    assert not psutil.pid_exists(before)


def test_a_copy_is_ended_on_demand(workers: Any) -> None:
    worker = workers()
    pid = call(worker)["pid"]
    process = worker._proc
    lambda_runtime.kill_workers([worker])
    assert process.wait(30) == -signal.SIGTERM
    assert not psutil.pid_exists(pid)


def test_other_programs_start_as_usual(workers: Any) -> None:
    worker = workers(bootstrap=f'exec {sys.executable} -m awslambdaric "$_HANDLER"')
    facts = call(worker)
    assert facts["parent"] == os.getpid()
    assert not facts["is_loaded"]


def test_without_its_server_copies_end_and_new_ones_start_as_usual(workers: Any) -> None:
    worker = workers()
    facts = call(worker)
    process = worker._proc
    os.kill(facts["parent"], signal.SIGKILL)
    assert process.wait(30) == -signal.SIGKILL
    assert call(worker)["parent"] == os.getpid()
    assert Path(facts["folder"]).is_dir()
