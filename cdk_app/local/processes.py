"""Child processes: started apart from the terminal, found again by pid file, never mistaken for others.

A pid file also holds the start time: a number that the system has given to another program since is
not ours. Each child leads a session of its own, so that what it started can be found and ended with it.
"""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from cdk_app.local.home import REPOSITORY, Home, read_json, write_json
from genai_core.errors import Overloaded

POLL_S = 0.05
LOG_LIMIT_BYTES = 20_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Child:
    """One long-running process.

    Attributes:
        command: Program and arguments.
        environment: All of its environment; nothing is inherited.
        is_ready: True once it serves; must answer within seconds and never raise.
        user: System user to run as; None for the caller.
        stop_signal: What makes it finish its work and leave.
        start_limit_s, stop_limit_s: How long either may take before it counts as failed.
    """

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str]
    is_ready: Callable[[], bool]
    user: str | None = None
    stop_signal: signal.Signals = signal.SIGTERM
    start_limit_s: float = 30.0
    stop_limit_s: float = 20.0
    folder: Path = field(default=REPOSITORY)


def running(home: Home, name: str) -> psutil.Process | None:
    """Returns the live process that the pid file names; None where it ended or the number is another's."""
    found = read_json(home.pid_file(name))
    try:
        process = psutil.Process(int(found["pid"]))
        same = abs(process.create_time() - float(found["created"])) < 1.0
        alive = process.is_running() and not _is_dead(process)
    except (KeyError, ValueError, psutil.Error):
        return None
    return process if same and alive else None


def start(home: Home, child: Child) -> bool:
    """Starts a child and waits until it is ready; False where it already ran and was ready.

    Raises:
        Overloaded: It ended, or was not ready in time; the message ends with its last words.
    """
    if running(home, child.name):
        if _wait(child.is_ready, child.start_limit_s):
            return False
        stop(home, child)
    end_leftovers(home, child.name)
    process = _spawn(home, child)
    deadline = time.monotonic() + child.start_limit_s
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        if child.is_ready():
            # It outlives us on purpose: from here on its pid file stands for it.
            process.returncode = 0
            return True
        time.sleep(POLL_S)
    ended = process.poll()
    stop(home, child)
    reason = (
        f"ended with status {ended}" if ended is not None else f"was not ready in {child.start_limit_s:g} s"
    )
    raise Overloaded(
        f"{child.name} {reason}: {last_words(home, child.name)}",
        remedy=f"Its log is {home.log_file(child.name)}.",
    )


def stop(home: Home, child: Child) -> bool:
    """Asks a child to end, waits, and ends it and what it started; False where it did not run."""
    process = running(home, child.name)
    if process:
        with suppress(psutil.Error):
            process.send_signal(child.stop_signal)
        if not _wait(lambda: running(home, child.name) is None, child.stop_limit_s):
            with suppress(psutil.Error):
                process.kill()
    end_leftovers(home, child.name)
    home.pid_file(child.name).unlink(missing_ok=True)
    return process is not None


def end_leftovers(home: Home, name: str) -> None:
    """Ends what a child had started and left behind when it was killed."""
    found = read_json(home.pid_file(name))
    if not found or running(home, name):
        return
    for process in _session_members(int(found.get("pid", 0)), float(found.get("created", 0))):
        with suppress(psutil.Error):
            process.kill()


def last_words(home: Home, name: str) -> str:
    """Returns the last line of a child's log that says something."""
    try:
        lines = home.log_file(name).read_text(errors="replace")[-4000:].splitlines()
    except FileNotFoundError:
        return "it left no log"
    return next((line.strip() for line in reversed(lines) if line.strip()), "it said nothing")


def _is_dead(process: psutil.Process) -> bool:
    if process.status() != psutil.STATUS_ZOMBIE:
        return False
    # A dead child keeps its number until its parent has looked; PostgreSQL would take it for alive.
    with suppress(ChildProcessError):
        os.waitpid(process.pid, os.WNOHANG)
    return True


def _spawn(home: Home, child: Child) -> subprocess.Popen[bytes]:
    log_file = home.log_file(child.name)
    if log_file.exists() and log_file.stat().st_size > LOG_LIMIT_BYTES:
        log_file.replace(log_file.with_suffix(".old.log"))
    with log_file.open("ab") as log:
        process = subprocess.Popen(
            child.command,
            cwd=child.folder,
            env=dict(child.environment),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            user=child.user,
            group=child.user,
            extra_groups=None if child.user is None else [],
        )
    created = psutil.Process(process.pid).create_time()
    write_json(home.pid_file(child.name), {"pid": process.pid, "created": created, "command": child.command})
    return process


def _session_members(leader: int, created: float) -> Iterator[psutil.Process]:
    if leader <= 1:
        return
    for process in psutil.process_iter():
        with suppress(psutil.Error, OSError):
            if os.getsid(process.pid) == leader and process.create_time() >= created - 1.0:
                yield process


def _wait(condition: Callable[[], bool], limit_s: float) -> bool:
    deadline = time.monotonic() + limit_s
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(POLL_S)
    return condition()
