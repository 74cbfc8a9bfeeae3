"""Limits that a process lays on itself before it reads a file nobody has checked."""

from __future__ import annotations

import ctypes
import resource
import signal
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000
_FORBIDDEN_EVENTS = (
    "socket.",
    "subprocess.",
    "os.system",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "os.kill",
    "urllib.",
    "ftplib.",
    "smtplib.",
    "webbrowser.",
)


@dataclass(frozen=True, slots=True)
class Limits:
    """What one extraction may use.

    Attributes:
        memory_bytes: Address space.
        cpu_s: Processor seconds.
        wall_s: Seconds until the parent ends it.
        output_bytes: Largest file it may write.
    """

    memory_bytes: int = 1_600_000_000
    cpu_s: int = 200
    wall_s: int = 240
    output_bytes: int = 200_000_000


def confine(limits: Limits) -> None:
    """Lays the limits on this process; they cannot be lifted again."""
    # Where the parent is gone, nobody else ends a process that waits for ever.
    signal.alarm(limits.wall_s + 5)
    _limit(resource.RLIMIT_CPU, limits.cpu_s)
    _limit(resource.RLIMIT_FSIZE, limits.output_bytes)
    _limit(resource.RLIMIT_NOFILE, 64)
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_AS, limits.memory_bytes)
    _leave_network()
    sys.addaudithook(_refuse)


def peak_memory_bytes() -> int:
    """Returns the largest resident memory of this process so far."""
    # `ru_maxrss` would count what the parent held at the fork; the kernel's own record does not.
    status = Path("/proc/self/status")
    if status.exists():
        for line in status.read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _limit(which: int, value: int) -> None:
    _, hard = resource.getrlimit(which)
    bound = value if hard == resource.RLIM_INFINITY else min(value, hard)
    try:
        resource.setrlimit(which, (bound, bound))
    except (ValueError, OSError):
        # macOS does not know every limit; the wall clock and the others still hold.
        return


def _leave_network() -> None:
    """Moves into a network namespace without any interface, where the kernel allows it."""
    if sys.platform != "linux":
        return
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(_CLONE_NEWNET) != 0:
        libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET)


def _refuse(event: str, _arguments: tuple[Any, ...]) -> None:
    """Refuses sockets and other programs for all Python code; the hook cannot be taken out."""
    if event.startswith(_FORBIDDEN_EVENTS):
        raise PermissionError(f"{event} is not allowed while reading a document")
