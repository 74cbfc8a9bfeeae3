"""A command on a terminal of its own, talked to as a person does: what it shows, and what is typed."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path

# The pseudo-terminal is opened by a process of its own: forking is not for a process with threads.
_SPAWN = "import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))"


class Terminal:
    """One command. `shown` is everything that stood on the screen, the echo of what was typed included."""

    def __init__(self, *command: str | Path, environment: Mapping[str, str], limit_s: float = 60.0) -> None:
        self.shown = ""
        self._looked = 0
        self._deadline = time.monotonic() + limit_s
        self._process = subprocess.Popen(
            [sys.executable, "-c", _SPAWN, *map(str, command)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, **environment},
        )
        threading.Thread(target=self._read, daemon=True).start()

    def type(self, line: str, *, after: str) -> None:
        """Types a line once the words have been shown, later than those of the last call."""
        while (position := self.shown.find(after, self._looked)) < 0:
            if time.monotonic() > self._deadline or self._process.poll() is not None:
                raise AssertionError(f"{after!r} was not shown:\n{self.shown}")
            time.sleep(0.01)
        self._looked = position + len(after)
        assert self._process.stdin is not None
        self._process.stdin.write(f"{line}\n".encode())
        self._process.stdin.flush()

    def end(self) -> int:
        """Waits for the command's end; returns its exit status."""
        status = self._process.wait(max(1.0, self._deadline - time.monotonic()))
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                stream.close()
        return status

    def _read(self) -> None:
        assert self._process.stdout is not None
        while part := os.read(self._process.stdout.fileno(), 4096):
            self.shown += part.decode(errors="replace")
