"""Resource and access limits that a process applies to itself before it reads an untrusted file."""

from __future__ import annotations

import ctypes
import os
import platform
import resource
import signal
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from genai_core.adapters.extraction.file_access import readable_roots, restrict_files
from genai_core.adapters.extraction.mac_profile import deny_by_profile
from genai_core.adapters.extraction.system_calls import deny_system_calls
from genai_core.errors import Misconfigured

_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000
_SET_DUMPABLE = 4
_FILE_EVENTS = frozenset({"open", "os.listdir", "os.scandir"})
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
    """Limits of one extraction.

    Attributes:
        memory_bytes: Address space.
        cpu_s: Processor seconds.
        wall_s: Seconds until the process is killed, even if it only waits. Far longer than `cpu_s`, since a
            busy machine is not the document's fault.
        output_bytes: Largest file it may write.
    """

    memory_bytes: int = 1_600_000_000
    cpu_s: int = 60
    wall_s: int = 240
    output_bytes: int = 200_000_000


def confine(limits: Limits, folder: Path | None = None) -> None:
    """Applies irreversible limits to this process.

    Afterwards it has no network, cannot start or signal processes, reads only Python and its packages, and
    writes only the folder. On a kernel without Landlock (before 5.13) only Python code is restricted; native
    code can still read what its user may read.

    Args:
        folder: A folder that the process may read and write; None for no folder.

    Raises:
        Misconfigured: This system cannot deny network access.
    """
    # If the parent has ended, nothing else would end a process that waits forever.
    signal.alarm(limits.wall_s + 5)
    _limit(resource.RLIMIT_CPU, limits.cpu_s)
    _limit(resource.RLIMIT_FSIZE, limits.output_bytes)
    _limit(resource.RLIMIT_NOFILE, 64)
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_AS, limits.memory_bytes)
    _open_status()
    roots = None if restrict_files(folder) else (*readable_roots(), *([folder.resolve()] if folder else []))
    has_left = _leave_network()
    is_filtered = deny_system_calls() or deny_by_profile()
    if not (has_left or is_filtered):
        raise Misconfigured(
            f"{sys.platform} on {platform.machine()} cannot deny a parser network access",
            remedy="Read documents on Linux 3.17 or newer (x86_64 or arm64), or on macOS.",
        )
    sys.addaudithook(_Refusal(roots))


def hide_from_children() -> None:
    """Hides environment and memory of this process from other processes of the same user, on Linux."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SET_DUMPABLE, 0, 0, 0, 0)


def peak_memory_bytes() -> int:
    """Returns the largest resident memory of this process so far."""
    # `ru_maxrss` would include the parent's memory at the fork; the kernel's own record does not.
    status = _open_status()
    if status is not None:
        for line in os.pread(status, 16_384, 0).decode().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _limit(which: int, value: int) -> None:
    _, hard = resource.getrlimit(which)
    bound = value if hard == resource.RLIM_INFINITY else min(value, hard)
    try:
        resource.setrlimit(which, (bound, bound))
    except (ValueError, OSError):
        # macOS lacks some of the limits; the wall clock and the other limits still apply.
        return


@cache
def _open_status() -> int | None:
    """Returns the kernel's status file of this process, opened before confinement, which would forbid it."""
    try:
        return os.open("/proc/self/status", os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return None


def _leave_network() -> bool:
    """Moves into a network namespace without interfaces; False if the kernel does not allow it."""
    if sys.platform != "linux":
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    return libc.unshare(_CLONE_NEWNET) == 0 or libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET) == 0


class _Refusal:
    """Audit hook, which cannot be removed: raises a readable error for what the kernel would refuse.

    Args:
        roots: The only folders in which files may be opened; None if the kernel enforces that.
    """

    def __init__(self, roots: tuple[Path, ...] | None) -> None:
        self._roots = roots

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event.startswith(_FORBIDDEN_EVENTS):
            raise PermissionError(f"{event} is not allowed while reading a document")
        if self._roots is not None and event in _FILE_EVENTS and isinstance(arguments[0], str | bytes):
            path = Path(os.path.realpath(os.fsdecode(arguments[0])))
            if not any(path.is_relative_to(root) for root in self._roots):
                raise PermissionError(f"{path} may not be opened while reading a document")
