"""Fork one process per document or page from a server that has imported the parsers.

The server itself never reads a document, so no child finds another document in its memory. A child does not
inherit the server's pipes, so it can neither answer for it nor read later requests.

It reads one request per line from standard input, `{"folder": ..., "wall_s": ...}`, and answers each with one
line, `{"exit_code": ...}`, negative for a signal. It ends when its input ends.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import tempfile
import time
import traceback
import warnings
from collections.abc import Callable
from pathlib import Path

LOG = "stderr.txt"
"""File in the folder for the standard error of the process."""
_FIRST_PAUSE_S, _LONGEST_PAUSE_S = 0.001, 0.02
_MAX_DESCRIPTORS = 65_536


def serve(read: Callable[[Path], None]) -> None:
    """Forks a process that reads the folder of each request, until there are no more.

    Args:
        read: Confines its process, reads `body` in the folder and writes `result.json` there.
    """
    # Python warns about forking beside threads; those of the model's runtime are idle and hold no locks.
    warnings.simplefilter("ignore")
    for line in sys.stdin:
        request = json.loads(line)
        child = os.fork()
        if child == 0:
            _read(Path(request["folder"]), read)
        answer = {"exit_code": _wait(child, request["wall_s"])}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


def _read(folder: Path, read: Callable[[Path], None]) -> None:
    """Reads the document in the folder and ends this process."""
    exit_code = 1
    try:
        os.setsid()
        _leave_descriptors(folder)
        os.chdir(folder)
        tempfile.tempdir = str(folder)
        read(folder)
        exit_code = 0
    except BaseException:  # noqa: BLE001  (whatever it is, this process must not continue as the server)
        traceback.print_exc()
        sys.stderr.flush()
    finally:
        os._exit(exit_code)


def _leave_descriptors(folder: Path) -> None:
    """Closes all inherited descriptors; standard error goes to a file in the folder."""
    nothing = os.open(os.devnull, os.O_RDWR)
    log = os.open(folder / LOG, os.O_WRONLY | os.O_CREAT, 0o600)
    for descriptor, standard in ((nothing, 0), (nothing, 1), (log, 2)):
        os.dup2(descriptor, standard)
    os.closerange(3, _MAX_DESCRIPTORS)


def _wait(child: int, wall_s: float) -> int:
    """Returns the child's exit code, and ends it if it takes longer."""
    deadline, pause = time.monotonic() + wall_s, _FIRST_PAUSE_S
    while True:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        if time.monotonic() >= deadline:
            os.kill(child, signal.SIGKILL)
            return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        time.sleep(pause)
        pause = min(1.5 * pause, _LONGEST_PAUSE_S)
