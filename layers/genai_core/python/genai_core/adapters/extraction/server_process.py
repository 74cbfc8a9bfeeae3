"""Start fork servers, reuse them for later documents, and replace them."""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import weakref
from contextlib import suppress
from pathlib import Path
from tempfile import gettempdir
from typing import Any

from genai_core.adapters.extraction.forking import LOG
from genai_core.errors import Overloaded

DOCUMENT_SERVER = "genai_core.adapters.extraction.fork_server"
_MAX_DOCUMENTS = 500 if sys.platform == "linux" else 1
"""Documents per server. On other systems libraries do not survive a fork: each document gets a new server."""
_GRACE_S = 30.0
"""Extra time for the server to start, and for a killed child to end."""

idle_servers: list[ServerProcess] = []
"""Idle servers of this process: at most as many as documents were read at the same time."""


class ServerProcess:
    """One fork server; it reads one document at a time.

    Args:
        module: The program of the server.
    """

    def __init__(self, module: str = DOCUMENT_SERVER) -> None:
        self.module = module
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-m", module],
                env=child_environment(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        except OSError as error:
            raise Overloaded(f"the extraction process cannot start: {error}") from error
        self._end = weakref.finalize(self, _end, self._process)
        self._documents = 0

    def read(self, folder: Path, wall_s: float) -> int:
        """Reads the document in the folder; returns the exit code of its process, negative for a signal.

        Raises:
            Overloaded: The server cannot start or is gone.
        """
        self._documents += 1
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None  # noqa: S101  (pipes were asked for)
        assert stdout is not None  # noqa: S101
        try:
            stdin.write(json.dumps({"folder": str(folder), "wall_s": wall_s}).encode() + b"\n")
            stdin.flush()
            ready, _, _ = select.select([stdout], [], [], wall_s + _GRACE_S)
            answer: dict[str, Any] = json.loads(stdout.readline()) if ready else {}
            exit_code = int(answer["exit_code"])
        except (OSError, ValueError, KeyError) as error:
            self.end()
            raise Overloaded("the extraction server ended", remedy="Try again.") from error
        if exit_code < 0 or self._documents >= _MAX_DOCUMENTS:
            # All children of a server share its memory layout, which a crash may reveal to the next document.
            self.end()
        return exit_code

    @property
    def pid(self) -> int:
        """Process id of the server."""
        return self._process.pid

    @property
    def is_usable(self) -> bool:
        return self._end.alive and self._process.poll() is None

    def end(self) -> None:
        """Ends the server; may be repeated."""
        self._end()


def read_in_child(folder: Path, wall_s: float, *, server: str = DOCUMENT_SERVER) -> int:
    """Reads the document in the folder with an idle server, or with a new one; see ServerProcess.

    Args:
        server: The program of the server.
    """
    process = _take(server)
    try:
        return process.read(folder, wall_s)
    finally:
        if process.is_usable:
            idle_servers.append(process)


def last_words(folder: Path) -> str:
    """Returns the end of the standard error of a folder's process."""
    log = folder / LOG
    if log.is_symlink() or not log.is_file():
        return ""
    with log.open("rb") as file:
        file.seek(max(0, log.stat().st_size - 500))
        return file.read().decode(errors="replace")


def child_environment() -> dict[str, str]:
    """Returns the environment of the server and its children: no credentials, no service addresses."""
    return {
        "PYTHONPATH": os.pathsep.join(entry for entry in sys.path if entry),
        "PYTHONDONTWRITEBYTECODE": "1",
        "LD_LIBRARY_PATH": f"{sys.base_prefix}/lib",
        "LANG": "C.UTF-8",
        "HOME": gettempdir(),
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
    }


def _take(module: str) -> ServerProcess:
    for server in [server for server in reversed(idle_servers) if server.module == module]:
        idle_servers.remove(server)
        if server.is_usable:
            return server
        server.end()
    return ServerProcess(module)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with suppress(BrokenPipeError):
                pipe.close()
    process.wait()
