"""Restrict this process to the files it needs, with Landlock on Linux; no privilege is needed."""

from __future__ import annotations

import ctypes
import os
import struct
import sys
import sysconfig
from pathlib import Path

_CREATE, _ADD, _RESTRICT = 444, 445, 446
_VERSION_FLAG, _BENEATH, _SET_NO_NEW_PRIVILEGES = 1, 1, 38
_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_FOLDER = 1, 2, 4, 8
# Rights of the first version; then those that later versions add.
_ALL = (1 << 13) - 1
_ADDED = {2: 1 << 13, 3: 1 << 14, 5: 1 << 15}
_TCP = 3
_SIGNALS_AND_ABSTRACT_SOCKETS = 3
_READ = _EXECUTE | _READ_FILE | _READ_FOLDER
_OF_FILES = _EXECUTE | _WRITE_FILE | _READ_FILE | _ADDED[3]
_PACKAGES = frozenset({"python", "site-packages", "dist-packages", "lib-dynload"})
_SYSTEM = (
    *("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/usr/share/zoneinfo"),
    *("/etc/ld.so.cache", "/etc/localtime", "/dev/null", "/dev/zero", "/dev/urandom"),
)


def readable_roots() -> tuple[Path, ...]:
    """Returns the folders of Python and its packages; not the checkout, which may hold documents."""
    stdlib = [Path(sysconfig.get_path(name)) for name in ("stdlib", "platstdlib", "purelib", "platlib")]
    packages = [Path(entry) for entry in sys.path if Path(entry).name in _PACKAGES]
    system = [Path(entry) for entry in _SYSTEM]
    roots = [*stdlib, *packages, Path(sys.base_prefix, "lib"), *system]
    return tuple(dict.fromkeys(path.resolve() for path in roots if path.exists()))


def restrict_files(folder: Path | None) -> bool:
    """Lets this process read Python's own files and write the folder only; False if this system cannot.

    Args:
        folder: Where the process may also write; None for nowhere.
    """
    if sys.platform != "linux":
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    libc.syscall.restype = ctypes.c_long
    version = int(libc.syscall(_CREATE, None, 0, _VERSION_FLAG))
    if version < 1:
        return False
    handled = _ALL | sum(right for since, right in _ADDED.items() if version >= since)
    # As many of the three numbers as the kernel knows.
    attributes = struct.pack("QQQ", handled, _TCP, _SIGNALS_AND_ABSTRACT_SOCKETS)
    size = 8 if version < 4 else 16 if version < 6 else 24
    rules = int(libc.syscall(_CREATE, ctypes.create_string_buffer(attributes, 24), size, 0))
    if rules < 0:
        return False
    for root in readable_roots():
        _allow(libc, rules, root, _READ & handled)
    if folder:
        _allow(libc, rules, folder, handled & ~_EXECUTE)
    libc.prctl(_SET_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    done = libc.syscall(_RESTRICT, rules, 0) == 0
    os.close(rules)
    return done


def _allow(libc: ctypes.CDLL, rules: int, path: Path, rights: int) -> None:
    descriptor = os.open(path, getattr(os, "O_PATH", 0) | os.O_CLOEXEC)
    allowed = rights if path.is_dir() else rights & _OF_FILES
    rule = ctypes.create_string_buffer(struct.pack("=Qi", allowed, descriptor), 12)
    try:
        if libc.syscall(_ADD, rules, _BENEATH, rule, 0) != 0:
            raise OSError(ctypes.get_errno(), f"access to {path} cannot be granted")
    finally:
        os.close(descriptor)
