"""Restricts the files that Quorum stores on a laptop to the user who started it."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from local_runtime.home import Home

_OTHERS = 0o077


def keep_private(home: Home) -> None:
    """Closes the home, and all files that this process and its children create later, to other users.

    If root starts PostgreSQL, it runs as a system user: only that user's group may enter the folder, without
    listing it.
    """
    os.umask(_OTHERS)
    home.folder.mkdir(parents=True, exist_ok=True)
    if _mode(home.folder) & 0o007 or _mode(home.folder) & 0o060:
        # A home of an earlier version, or one whose permissions were changed by hand.
        for file in home.folder.rglob("*"):
            if not file.is_symlink():
                file.chmod(_mode(file) & ~_OTHERS)
    _close(home.folder)


def _close(folder: Path) -> None:
    group = _server_group() if os.geteuid() == 0 else None
    if group is None:
        folder.chmod(0o700)
        return
    os.chown(folder, -1, group)
    folder.chmod(0o710)


def _server_group() -> int | None:
    import pwd  # noqa: PLC0415 - not on Windows

    try:
        return pwd.getpwnam("pgserver").pw_gid
    except KeyError:
        return None


def _mode(file: Path) -> int:
    return stat.S_IMODE(file.stat().st_mode)
