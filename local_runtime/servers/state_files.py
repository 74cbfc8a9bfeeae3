"""Writes one service's state with MiniStack's own persistence, and notices when it could not."""

from __future__ import annotations

from pathlib import Path
from typing import Any


def write_state(persistence: Any, service: str, state: Any) -> None:
    """Replaces the file of a service's state.

    Args:
        persistence: The module `ministack.core.persistence`, which logs a failure and goes on.

    Raises:
        OSError: The file was not written.
    """
    file = Path(persistence.STATE_DIR, f"{service}.json")
    before = _identity(file)
    persistence.save_state(service, state)
    if _identity(file) == before:
        raise OSError(f"the state of {service} is not kept: {file} cannot be written; is the disk full?")


def _identity(file: Path) -> int | None:
    # A replaced file is another one, even if it holds the same.
    return file.stat().st_ino if file.exists() else None
