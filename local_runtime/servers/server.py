"""Start and stop one server: PostgreSQL, the AWS emulator, OpenSearch, a language model, or the page.

The laptop keeps its servers' data in its home; tests, evaluations and benchmarks start the same servers in a
temporary folder.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from genai_core.errors import Overloaded
from local_runtime import processes
from local_runtime.home import REPOSITORY, Home
from local_runtime.ports import HOST, free_port


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A program that serves on a loopback port.

    Attributes:
        home: Where its data, log and pid file are.
        port: 0 if it has none.
        command: Program and arguments.
        environment: All of its environment; nothing is inherited.
        is_ready: True once it serves; must answer within seconds and never raise.
        user: System user to run as; None for the caller.
        stop_signal: Signal that makes it finish its work and exit.
        start_limit_s, stop_limit_s: How long either may take before it counts as failed.
        folder: Its working directory.
    """

    home: Home
    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str]
    is_ready: Callable[[], bool]
    port: int = 0
    user: str | None = None
    stop_signal: signal.Signals = signal.SIGTERM
    start_limit_s: float = 30.0
    stop_limit_s: float = 20.0
    folder: Path = field(default=REPOSITORY)

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.port}"

    @property
    def process(self) -> psutil.Process | None:
        """Its live process; None if it does not run."""
        return processes.running(self.home, self.name)

    def start(self) -> bool:
        """Starts it and waits until it is ready; False if it already ran and was ready.

        Raises:
            Overloaded: It ended, or was not ready in time; the message ends with its last log line.
        """
        if self.process:
            if processes.wait_until(self.is_ready, self.start_limit_s):
                return False
            self.stop()
        processes.end_leftovers(self.home, self.name)
        started = processes.spawn(
            self.home,
            self.name,
            self.command,
            environment=self.environment,
            folder=self.folder,
            user=self.user,
        )
        if self._becomes_ready(started):
            # It may outlive this process; from here on its pid file identifies it.
            started.returncode = 0
            return True
        raise self._failure(started.poll())

    def stop(self) -> bool:
        """Asks it to end, waits, and ends it and what it started; False if it did not run."""
        process = self.process
        if process:
            with suppress(psutil.Error):
                process.send_signal(self.stop_signal)
            if not processes.wait_until(lambda: self.process is None, self.stop_limit_s):
                with suppress(psutil.Error):
                    process.kill()
            with suppress(psutil.Error):
                process.wait(timeout=1)  # a child process stays a zombie until somebody has waited for it
        processes.end_leftovers(self.home, self.name)
        self.home.pid_file(self.name).unlink(missing_ok=True)
        return process is not None

    def _becomes_ready(self, started: subprocess.Popen[bytes]) -> bool:
        deadline = time.monotonic() + self.start_limit_s
        while time.monotonic() < deadline and started.poll() is None:
            if self.is_ready():
                return True
            time.sleep(processes.POLL_S)
        return False

    def _failure(self, status: int | None) -> Overloaded:
        self.stop()
        reason = (
            f"was not ready in {self.start_limit_s:g} s" if status is None else f"ended with status {status}"
        )
        return Overloaded(
            f"{self.name} {reason}: {processes.last_words(self.home, self.name)}",
            remedy=f"Its log is {self.home.log_file(self.name)}.",
        )


def answers(url: str) -> bool:
    """Returns whether an HTTP server answers with success."""
    try:
        with urllib.request.urlopen(url, timeout=10):  # noqa: S310 - loopback
            return True
    except OSError:
        return False


@contextmanager
def throwaway(describe: Callable[[Home, int], Server], *, keep: Path | None = None) -> Generator[Server]:
    """Runs a server on a free port in its own home; stops and deletes it afterwards.

    Args:
        describe: Prepares a home and returns the server in it, on a port.
        keep: A folder with a short path whose data outlives this run; it is stopped, but not deleted.

    Raises:
        Overloaded: It did not start.
    """
    # The system's own temporary folder may be nested deeply; a socket path holds 107 characters.
    short = "/tmp" if Path("/tmp").is_dir() else None  # noqa: S108
    folder = keep or Path(tempfile.mkdtemp(prefix="quorum-", dir=short))
    try:
        server = describe(Home(folder), free_port())
        with _ended_after_us(server, deletes=not keep):
            server.start()
            try:
                yield server
            finally:
                server.stop()
    finally:
        if not keep:
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _ended_after_us(server: Server, *, deletes: bool) -> Generator[None]:
    """Starts a watcher that cleans up if the test run is killed."""
    facts = (str(server.home.folder), str(server.home.pid_file(server.name)), str(int(server.stop_signal)))
    watcher = subprocess.Popen(
        ["/bin/sh", "-c", _WATCH + (_DELETE if deletes else ""), "watch", str(os.getpid()), *facts],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield
    finally:
        watcher.kill()
        watcher.wait()


_WATCH = """
    while kill -0 "$1" 2>/dev/null; do sleep 1; done
    pid=$(sed -n 's/.*"pid": \\([0-9]*\\).*/\\1/p' "$3" 2>/dev/null)
    if [ -n "$pid" ]; then kill -"$4" "$pid"; sleep 2; kill -KILL -"$pid"; fi 2>/dev/null
"""
_DELETE = 'rm -rf "$2"'
