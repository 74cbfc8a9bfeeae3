"""Watches the parts, and restarts those that ended.

Runs as a process of its own, started last and ended first. A part that keeps failing is retried less and less
often, down to every half minute; its log has the cause.
"""

from __future__ import annotations

import signal
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass

from genai_core.errors import QuorumError
from local_runtime import child_environment, parts, recovery
from local_runtime.home import Home, find_home
from local_runtime.ports import Ports, remembered_ports
from local_runtime.servers.server import Server

LOOK_EVERY_S = 0.5
ASK_EVERY_S = 10.0
DEAF_LIMIT = 4
LONGEST_PAUSE_S = 30.0


@dataclass(slots=True)
class Watch:
    """State of one watched part."""

    server: Server
    failures: int = 0
    deaf: int = 0
    asked_at: float = 0.0
    not_before: float = 0.0


def server(home: Home) -> Server:
    """Returns the supervisor itself, which has no port."""
    return Server(
        home=home,
        name="supervisor",
        command=(sys.executable, "-m", "local_runtime.supervisor"),
        environment={
            **child_environment.plain(),
            "PYTHONPATH": child_environment.python_path(),
            "QUORUM_STATE": str(home.folder),
        },
        is_ready=lambda: True,
        # It may be starting a part just now.
        stop_limit_s=70.0,
    )


def look(home: Home, ports: Ports, watch: Watch, now: float) -> None:
    """Checks one part once, and restarts it if it has ended or does not answer."""
    if watch.server.process is None:
        if now >= watch.not_before:
            _restart(home, ports, watch, now, "ended")
    elif now - watch.asked_at >= ASK_EVERY_S:
        watch.asked_at = now
        watch.deaf = 0 if watch.server.is_ready() else watch.deaf + 1
        if watch.deaf >= DEAF_LIMIT:
            watch.server.stop()
            _restart(home, ports, watch, now, "stopped answering")
        elif watch.deaf == 0:
            watch.failures = 0


def _restart(home: Home, ports: Ports, watch: Watch, now: float, reason: str) -> None:
    started = time.monotonic()
    watch.failures += 1
    watch.not_before = now + min(0.5 * 2.0 ** (watch.failures - 1), LONGEST_PAUSE_S)
    watch.deaf = 0
    try:
        watch.server.start()
    except (QuorumError, OSError) as error:
        _log(f"{watch.server.name} {reason} and did not start again: {error}")
        return
    _log(f"{watch.server.name} {reason}; started again in {time.monotonic() - started:.1f} s")
    if watch.server.name == "emulator":
        _take_up(home, ports)


def _take_up(home: Home, ports: Ports) -> None:
    from botocore.exceptions import BotoCoreError, ClientError  # noqa: PLC0415 - seldom needed

    try:
        _log(f"{recovery.take_up(home, ports)} documents taken up again")
    except (BotoCoreError, ClientError, KeyError) as error:
        _log(f"documents were not taken up again: {error}")


def _log(text: str) -> None:
    # A full disk must not end the supervisor.
    with suppress(OSError):
        print(f"{time.strftime('%Y-%m-%dT%H:%M:%S%z')} {text}", flush=True)


def run(home: Home, ports: Ports, ended: threading.Event) -> None:
    """Watches until `ended` is set."""
    watches = [Watch(part) for part in parts.all_parts(home, ports)]
    _log(f"watching {', '.join(watch.server.name for watch in watches)}")
    while not ended.wait(LOOK_EVERY_S):
        for watch in watches:
            if not ended.is_set():
                look(home, ports, watch, time.monotonic())


def main() -> None:
    """Watches the parts of the home until SIGTERM."""
    ended = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: ended.set())
    home = find_home()
    ports = remembered_ports(home)
    if ports is None:
        _log("nothing was ever started here")
        return
    run(home, ports, ended)


if __name__ == "__main__":
    main()
