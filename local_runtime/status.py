"""Reports which parts run, and prints their logs."""

from __future__ import annotations

import time

import psutil

from genai_core.errors import NotFound
from local_runtime import parts, supervisor, welcome
from local_runtime.failed_messages import failed_messages
from local_runtime.home import Home
from local_runtime.ports import Ports, remembered_ports
from local_runtime.report import say
from local_runtime.servers.server import Server

TAIL_LINES = 12


def status(home: Home, *, sign_in: bool = False) -> bool:
    """Prints one line per part; True if all of them run and answer.

    Args:
        sign_in: Also prints the demo user's sign-in; not for text that people send to others, such as
            doctor's report.
    """
    ports = remembered_ports(home)
    if ports is None:
        say("Nothing was ever started here. `make start` does.")
        return False
    servers = [*parts.all_parts(home, ports), supervisor.server(home)]
    answering = {server.name for server in servers if _line(server)}
    if "emulator" in answering:
        _show_failed_messages(home, ports)
    if answering and sign_in:
        welcome.explain(home, ports)
    return len(answering) == len(servers)


def _show_failed_messages(home: Home, ports: Ports) -> None:
    count, subjects = failed_messages(home, ports)
    if count:
        say(f"  ! {count} message(s) of the inbox failed: {'; '.join(subjects)}")


def logs(home: Home, name: str = "") -> None:
    """Prints the end of every log; or follows one log until interrupted."""
    files = sorted(home.path("logs", "x").parent.glob(f"{name or '*'}.log"))
    if not files:
        raise NotFound(f"there is no log {name!r}", remedy="`make status` lists the parts.")
    for file in files:
        say(f"── {file}")
        say("\n".join(file.read_text(errors="replace").splitlines()[-TAIL_LINES:]))
    if name:
        _follow(home, name)


def _line(server: Server) -> bool:
    process = server.process
    if process is None:
        say(f"  ✗ {server.name:15} does not run")
        return False
    answers = server.is_ready()
    where = f"127.0.0.1:{server.port}" if server.port else ""
    minutes = (time.time() - process.create_time()) / 60
    memory = _memory_mb(process)
    mark, words = ("✓", "runs") if answers else ("✗", "runs but does not answer")
    say(
        f"  {mark} {server.name:15} {words}, {where:16} pid {process.pid}, {minutes:.0f} min, {memory:.0f} MB"
    )
    return answers


def _memory_mb(process: psutil.Process) -> float:
    """Returns the resident memory of a process and its children."""
    total = 0
    for member in [process, *process.children(recursive=True)]:
        try:
            total += member.memory_info().rss
        except psutil.Error:
            continue
    return total / 1e6


def _follow(home: Home, name: str) -> None:
    with home.log_file(name).open(errors="replace") as log:
        log.seek(0, 2)
        while True:
            line = log.readline()
            if line:
                print(line, end="", flush=True)
            else:
                time.sleep(0.2)
