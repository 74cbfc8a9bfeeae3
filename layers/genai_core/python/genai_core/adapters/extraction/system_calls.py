"""Deny system calls to this process irreversibly, with a seccomp filter on Linux; no privilege is needed.

Native code inside a parser can then neither open sockets, nor start, signal or slow other processes, nor read
their memory, nor change modes, owners and times of files, which Landlock does not restrict. Each such call
fails with EPERM.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import struct
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field

_CLONE_THREAD = 0x10000
_X32 = 0x40000000
_LOAD, _EQUAL, _AT_LEAST, _HAS, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _ERRNO = 0x7FFF0000, 0x00050000
_NUMBER_AT, _ARCHITECTURE_AT, _FIRST_ARGUMENT_AT, _SECOND_ARGUMENT_AT = 0, 4, 16, 24
_SIGNAL_COMMANDS = (8, 10, 15)
"""F_SETOWN, F_SETSIG and F_SETOWN_EX of fcntl: a pipe could send any signal to any process of the user."""
_SET_NO_NEW_PRIVILEGES, _FILTER, _ALL_THREADS = 38, 1, 1


@dataclass(frozen=True, slots=True)
class _Machine:
    """Numbers of system calls on one architecture."""

    architecture: int
    seccomp: int
    clone: int
    tgkill: int
    prlimit64: int
    fcntl: int
    denied: tuple[int, ...] = field(default=())


# These have one number everywhere: pidfd_open, pidfd_getfd, pidfd_send_signal, io_uring_setup,
# process_madvise, process_mrelease, fchmodat2, setxattrat, removexattrat; and clone3.
_CLONE3 = 435
_EVERYWHERE = (434, 438, 424, 425, 440, 448, 452, 463, 466)
_MACHINES = {
    "x86_64": _Machine(
        architecture=0xC000003E,
        seccomp=317,
        clone=56,
        tgkill=234,
        prlimit64=302,
        fcntl=72,
        # socket connect socketpair fork vfork execve execveat kill tkill ptrace process_vm_readv
        # process_vm_writev unshare setns mount open_by_handle_at bpf perf_event_open userfaultfd
        # rt_sigqueueinfo rt_tgsigqueueinfo add_key request_key keyctl
        # chmod fchmod fchmodat chown fchown lchown fchownat utime utimes futimesat utimensat
        # setxattr lsetxattr fsetxattr removexattr lremovexattr fremovexattr
        # shmget shmat shmctl semget semop semctl semtimedop msgget msgsnd msgrcv msgctl mq_open
        # chroot pivot_root setpriority sched_setparam sched_setscheduler sched_setattr ioprio_set
        # inotify_add_watch fanotify_init
        denied=(
            *(41, 42, 53, 57, 58, 59, 322, 62, 200, 101, 310, 311),
            *(272, 308, 165, 304, 321, 298, 323, 129, 297, 248, 249, 250),
            *(90, 91, 268, 92, 93, 94, 260, 132, 235, 261, 280),
            *(188, 189, 190, 197, 198, 199),
            *(29, 30, 31, 64, 65, 66, 220, 68, 69, 70, 71, 240),
            *(161, 155, 141, 142, 144, 314, 251),
            *(254, 300),
        ),
    ),
    "aarch64": _Machine(
        architecture=0xC00000B7,
        seccomp=277,
        clone=220,
        tgkill=131,
        prlimit64=261,
        fcntl=25,
        # The same, as far as they exist: fork, chmod, chown, utime and their like have only the newer form.
        denied=(
            *(198, 203, 199, 221, 281, 129, 130, 117, 270, 271),
            *(97, 268, 40, 265, 280, 241, 282, 138, 240, 217, 218, 219),
            *(52, 53, 54, 55, 88),
            *(5, 6, 7, 14, 15, 16),
            *(194, 196, 195, 190, 193, 191, 192, 186, 189, 188, 187, 180),
            *(51, 41, 140, 118, 119, 274, 30),
            *(27, 262),
        ),
    ),
}


def deny_system_calls() -> bool:
    """Applies the filter to all threads; False if this system has none."""
    machine = _MACHINES.get(platform.machine())
    if sys.platform != "linux" or machine is None:
        return False
    code = b"".join(struct.pack("HBBI", *step) for step in _program(machine))
    program = struct.pack("HxxxxxxP", len(code) // 8, ctypes.addressof(buffer := _buffer(code)))
    libc = ctypes.CDLL(None, use_errno=True)
    libc.syscall.restype = ctypes.c_long
    if libc.prctl(_SET_NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
        return False
    done = libc.syscall(machine.seccomp, _FILTER, _ALL_THREADS, _buffer(program))
    del buffer
    return done == 0


def _program(machine: _Machine) -> Iterator[tuple[int, int, int, int]]:
    """Yields steps of the filter: operation, jump if true, jump if false, value."""
    refuse = (_RETURN, 0, 0, _ERRNO | errno.EPERM)
    allow = (_RETURN, 0, 0, _ALLOW)
    yield (_LOAD, 0, 0, _ARCHITECTURE_AT)
    yield (_EQUAL, 1, 0, machine.architecture)
    yield refuse
    yield (_LOAD, 0, 0, _NUMBER_AT)
    yield (_AT_LEAST, 0, 1, _X32)
    yield refuse
    for number in (*machine.denied, *_EVERYWHERE):
        yield (_EQUAL, 0, 1, number)
        yield refuse
    # The C library then uses clone, whose flags can be checked.
    yield (_EQUAL, 0, 1, _CLONE3)
    yield (_RETURN, 0, 0, _ERRNO | errno.ENOSYS)
    yield (_EQUAL, 0, 2 + 2 * len(_SIGNAL_COMMANDS), machine.fcntl)
    yield (_LOAD, 0, 0, _SECOND_ARGUMENT_AT)
    for command in _SIGNAL_COMMANDS:
        yield (_EQUAL, 0, 1, command)
        yield refuse
    yield allow
    # Still allowed: a thread of its own, a signal to itself, its own limits.
    for number, test, value in (
        (machine.clone, _HAS, _CLONE_THREAD),
        (machine.tgkill, _EQUAL, os.getpid()),
        (machine.prlimit64, _EQUAL, 0),
    ):
        yield (_EQUAL, 0, 4, number)
        yield (_LOAD, 0, 0, _FIRST_ARGUMENT_AT)
        yield (test, 0, 1, value)
        yield allow
        yield refuse
    yield allow


def _buffer(content: bytes) -> ctypes.Array[ctypes.c_char]:
    return ctypes.create_string_buffer(content, len(content))
