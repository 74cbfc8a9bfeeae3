"""Forks copies of functions from a process that has loaded what they share.

Loading takes a copy 1.5 s of processor time. This process does it once; a copy inherits the result, gets the
environment, the log and the folder of its function, and runs AWS's runtime client as any other copy does. The
server itself reads no settings and opens no connections.

It reads requests from the socket that is its standard input, `{"environment": ..., "folder": ...}` with the
copy's log as a file descriptor, and answers `{"pid": ...}`. When a copy has ended it sends
`{"pid": ..., "exit_code": ...}`, negative for a signal. It ends when its socket is closed, and its copies end
with it. Linux only.
"""

from __future__ import annotations

import ctypes
import gc
import json
import logging
import os
import selectors
import signal
import socket
import sys
import traceback
from collections.abc import Mapping
from contextlib import suppress
from importlib import import_module
from typing import Any

MAX_MESSAGE_BYTES = 131_072
LOADED = b'{"loaded": true}'
_MAX_DESCRIPTORS = 65_536
_SET_PARENT_DEATH_SIGNAL, _SET_NAME = 1, 15


def main() -> None:
    """Loads what copies share, then serves until the socket is closed."""
    # The emulator imports this module too, and needs none of it.
    from local_runtime.servers.shared_parts import load_shared  # noqa: PLC0415

    requests = socket.socket(fileno=os.dup(0))
    load_shared()
    # The collector would write into the memory that copies share.
    gc.collect()
    gc.freeze()
    # The emulator ends without a word.
    with suppress(ConnectionError):
        requests.send(LOADED)
        _serve(requests)


def _serve(requests: socket.socket) -> None:
    with selectors.DefaultSelector() as events:
        events.register(requests, selectors.EVENT_READ)
        while True:
            for key, _ in events.select():
                if key.fileobj is not requests:
                    events.unregister(key.fileobj)
                    _report_end(requests, key.fd, key.data)
                elif not _answer(requests, events):
                    return


def _answer(requests: socket.socket, events: selectors.BaseSelector) -> bool:
    """Starts the copy of the next request; False if the socket is closed."""
    message, descriptors, _, _ = socket.recv_fds(requests, MAX_MESSAGE_BYTES, 1)
    if not message:
        return False
    request = json.loads(message)
    (log,) = descriptors
    server = os.getpid()
    pid = os.fork()
    if pid == 0:
        _become_copy(server, log, request)
    os.close(log)
    events.register(os.pidfd_open(pid), selectors.EVENT_READ, data=pid)
    _send(requests, pid=pid)
    return True


def _report_end(requests: socket.socket, descriptor: int, pid: int) -> None:
    os.close(descriptor)
    _, status = os.waitpid(pid, 0)
    _send(requests, pid=pid, exit_code=os.waitstatus_to_exitcode(status))


def _send(requests: socket.socket, **facts: int) -> None:
    requests.send(json.dumps(facts).encode())


def _become_copy(server: int, log: int, request: Mapping[str, Any]) -> None:
    """Serves the calls of one function until the emulator ends this process."""
    exit_code = 1
    try:
        _leave_server(server, log)
        os.chdir(request["folder"])
        os.environ.clear()
        os.environ.update(request["environment"])
        _name_process(os.environ.get("AWS_LAMBDA_FUNCTION_NAME", ""))
        # Powertools does so itself if the runtime client has set up its log before.
        logging.getLogger("quorum").propagate = False
        runtime = import_module("awslambdaric.__main__")
        runtime.main(["awslambdaric", os.environ["_HANDLER"]])
        exit_code = 0
    except SystemExit as ended:
        exit_code = ended.code if isinstance(ended.code, int) else 1
    except BaseException:  # noqa: BLE001  (whatever it is, this process must not continue as the server)
        traceback.print_exc()
    finally:
        with suppress(Exception):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(exit_code)


def _leave_server(server: int, log: int) -> None:
    """Closes all inherited descriptors; output goes to the log. Ends this process if the server has ended."""
    ctypes.CDLL(None).prctl(_SET_PARENT_DEATH_SIGNAL, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != server:
        os._exit(1)
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(log, 1)
    os.dup2(log, 2)
    os.closerange(3, _MAX_DESCRIPTORS)


def _name_process(function: str) -> None:
    """Shows the function's own name in lists of processes, which have the server's command line."""
    ctypes.CDLL(None).prctl(_SET_NAME, function.rpartition("-")[2].encode(), 0, 0, 0)


if __name__ == "__main__":
    main()
