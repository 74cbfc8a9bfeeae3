"""Starts copies of functions as forks of `function_server`, which has imported their modules.

Copies of other programs start as MiniStack starts them, by their `bootstrap`; so do all copies where the
server cannot run.
"""

from __future__ import annotations

import io
import json
import os
import queue
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

from local_runtime.servers.function_server import LOADED, MAX_MESSAGE_BYTES

LIMIT_S = 60.0
"""For the imports of the server, and for its answer to a request."""
BOOTSTRAP = 'exec "$QUORUM_PYTHON" -m awslambdaric "$_HANDLER"'
"""Last line of the bootstrap of functions that the server can start."""
_READ_AT_IMPORT = ("PYTHON", "POWERTOOLS_", "OPENBLAS_", "OMP_", "LC_")
_KEPT = (
    *("PATH", "HOME", "USER", "LANG", "LOG_LEVEL", "TMPDIR", "QUORUM_PYTHON"),
    *("AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE", "AWS_EC2_METADATA_DISABLED"),
)


class ForkedCopy:
    """A copy of a function with what MiniStack uses of `subprocess.Popen`."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.returncode: int | None = None
        self.stdout: BinaryIO = io.BytesIO()
        self._ended = threading.Event()

    def poll(self) -> int | None:
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        if not self._ended.wait(timeout):
            raise subprocess.TimeoutExpired("a copy of a function", timeout or 0.0)
        return self.returncode or 0

    def terminate(self) -> None:
        self._send(signal.SIGTERM)

    def kill(self) -> None:
        self._send(signal.SIGKILL)

    def end(self, exit_code: int) -> None:
        """Notes that the process has ended."""
        self.returncode = exit_code
        self._ended.set()

    def _send(self, number: signal.Signals) -> None:
        if self.returncode is None:
            with suppress(ProcessLookupError):
                os.kill(self.pid, number)


class FunctionServer:
    """The process that forks copies; one for all functions with the same interpreter and import path.

    Args:
        environment: That of the server: variables that modules may read while they are imported.
    """

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._requests, requests = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with requests:
            self._process = subprocess.Popen(
                [environment["QUORUM_PYTHON"], "-m", "local_runtime.servers.function_server"],
                env=dict(environment),
                stdin=requests.fileno(),
                stdout=subprocess.DEVNULL,
            )
        self._lock = threading.Lock()
        self._is_loaded = threading.Event()
        self._has_ended = False
        self._started: queue.SimpleQueue[ForkedCopy | None] = queue.SimpleQueue()
        self._copies: dict[int, ForkedCopy] = {}
        threading.Thread(target=self._follow, daemon=True, name="function-server").start()

    def start(self, environment: Mapping[str, str], folder: str) -> ForkedCopy | None:
        """Returns a new copy; None if the server cannot start one."""
        if not self._is_loaded.wait(LIMIT_S) or self._has_ended:
            return None
        output, log = os.pipe()
        try:
            with self._lock:
                copy = self._request(json.dumps({"environment": dict(environment), "folder": folder}), log)
        finally:
            os.close(log)
        if copy is None:
            os.close(output)
        else:
            copy.stdout = os.fdopen(output, "rb")
        return copy

    def stop(self) -> None:
        """Ends the server, and its copies with it."""
        self._process.kill()
        self._process.wait()

    def _request(self, request: str, log: int) -> ForkedCopy | None:
        try:
            socket.send_fds(self._requests, [request.encode()], [log])
            return self._started.get(timeout=LIMIT_S)
        except (OSError, queue.Empty):
            # Later answers would be taken for those of other requests.
            self._process.kill()
            return None

    def _follow(self) -> None:
        """Passes on what the server reports, until it ends."""
        with suppress(OSError):
            while message := self._requests.recv(MAX_MESSAGE_BYTES):
                if message == LOADED:
                    self._is_loaded.set()
                else:
                    self._note(json.loads(message))
        self._process.wait()
        self._requests.close()
        self._has_ended = True
        self._is_loaded.set()
        self._started.put(None)
        for copy in self._copies.values():
            # They end with the server.
            copy.end(-signal.SIGKILL)

    def _note(self, report: Mapping[str, int]) -> None:
        pid = report["pid"]
        if "exit_code" in report:
            self._copies.pop(pid).end(report["exit_code"])
        else:
            self._copies[pid] = copy = ForkedCopy(pid)
            self._started.put(copy)


class ForkingSubprocess:
    """The module `subprocess` for MiniStack, with copies of our functions forked instead of started."""

    def __init__(self) -> None:
        self._servers: dict[tuple[tuple[str, str], ...], FunctionServer] = {}
        self._lock = threading.Lock()

    def __getattr__(self, name: str) -> Any:
        return getattr(subprocess, name)

    def Popen(self, command: Sequence[str], **options: Any) -> Any:
        """Starts a program as `subprocess.Popen` does."""
        environment = options.get("env") or {}
        if _is_ours(command, environment):
            copy = self._server(environment).start(environment, str(options.get("cwd", "/")))
            if copy is not None:
                return copy
        return subprocess.Popen(command, **options)

    def servers(self) -> list[FunctionServer]:
        """Returns the servers that were started."""
        return list(self._servers.values())

    def _server(self, environment: Mapping[str, str]) -> FunctionServer:
        shared = {
            name: text
            for name, text in environment.items()
            if name in _KEPT or name.startswith(_READ_AT_IMPORT)
        }
        with self._lock:
            key = tuple(sorted(shared.items()))
            if key not in self._servers:
                self._servers[key] = FunctionServer(shared)
            return self._servers[key]


def fork_functions(runtime: Any) -> None:
    """Changes MiniStack's module `lambda_runtime`, on systems that can report the end of a forked process."""
    if sys.platform == "linux" and hasattr(os, "pidfd_open"):
        runtime.subprocess = ForkingSubprocess()


def _is_ours(command: Sequence[str], environment: Mapping[str, str]) -> bool:
    if len(command) != 1 or not environment.get("QUORUM_PYTHON"):
        return False
    try:
        return Path(command[0]).read_text().rstrip().endswith(BOOTSTRAP)
    except (OSError, UnicodeDecodeError):
        return False
