"""Starts processes detached from the terminal, and finds them again by pid files.

A pid file also holds the start time, because the system may reuse the number for another program. Each
process leads its own session, so that its children can be found and ended with it.
"""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import psutil

from local_runtime.home import Home, read_json, write_json

POLL_S = 0.05
LOG_LIMIT_BYTES = 20_000_000


def running(home: Home, name: str) -> psutil.Process | None:
    """Returns the live process that the pid file names; None if it ended or the number is another's."""
    record = read_json(home.pid_file(name))
    try:
        process = psutil.Process(int(record["pid"]))
        same = abs(process.create_time() - float(record["created"])) < 1.0
        alive = process.is_running() and not _is_dead(process)
    except (KeyError, ValueError, psutil.Error):
        return None
    return process if same and alive else None


def spawn(
    home: Home,
    name: str,
    command: Sequence[str],
    *,
    environment: Mapping[str, str],
    folder: Path,
    user: str | None = None,
) -> subprocess.Popen[bytes]:
    """Starts a process that outlives this one; its pid file and log are in the home.

    Args:
        environment: All of it; nothing is inherited.
        user: System user to run as; None for the caller.
    """
    log_file = home.log_file(name)
    if log_file.exists() and log_file.stat().st_size > LOG_LIMIT_BYTES:
        log_file.replace(log_file.with_suffix(".old.log"))
    with log_file.open("ab") as log:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            user=user,
            group=user,
            extra_groups=None if user is None else [],
        )
    created = psutil.Process(process.pid).create_time()
    write_json(home.pid_file(name), {"pid": process.pid, "created": created, "command": command})
    return process


def end_leftovers(home: Home, name: str) -> None:
    """Ends the processes that a killed process left running."""
    record = read_json(home.pid_file(name))
    if not record or running(home, name):
        return
    for process in _session_members(int(record.get("pid", 0)), float(record.get("created", 0))):
        with suppress(psutil.Error):
            process.kill()


def last_words(home: Home, name: str) -> str:
    """Returns the last non-empty line of a process's log."""
    try:
        lines = home.log_file(name).read_text(errors="replace")[-4000:].splitlines()
    except FileNotFoundError:
        return "it left no log"
    return next((line.strip() for line in reversed(lines) if line.strip()), "its log is empty")


def wait_until(condition: Callable[[], bool], limit_s: float) -> bool:
    """Returns whether the condition became true within the limit."""
    deadline = time.monotonic() + limit_s
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(POLL_S)
    return condition()


def _is_dead(process: psutil.Process) -> bool:
    if process.status() != psutil.STATUS_ZOMBIE:
        return False
    # A dead child keeps its number until its parent waits for it; PostgreSQL would think that it is alive.
    with suppress(ChildProcessError):
        os.waitpid(process.pid, os.WNOHANG)
    return True


def _session_members(leader: int, created: float) -> Iterator[psutil.Process]:
    if leader <= 1:
        return
    for process in psutil.process_iter():
        with suppress(psutil.Error, OSError):
            if os.getsid(process.pid) == leader and process.create_time() >= created - 1.0:
                yield process
