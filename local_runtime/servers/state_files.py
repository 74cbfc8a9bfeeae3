"""Writes one service's state as MiniStack reads it, and only if it changed."""

from __future__ import annotations

import json
import zlib
from pathlib import Path
from typing import Any

_written: dict[Path, tuple[int, int]] = {}
"""By file: its identity, and a checksum of what this process wrote into it."""


def write_state(persistence: Any, service: str, state: Any) -> None:
    """Replaces the file of a service's state if the content differs.

    MiniStack itself streams the JSON with the pure-Python encoder, which takes four times as long and blocks
    all requests.

    Args:
        persistence: The module `ministack.core.persistence`, which converts the values.

    Raises:
        OSError: The file was not written.
    """
    file = Path(persistence.STATE_DIR, f"{service}.json")
    whole = {"__ministack_format__": persistence._state_format_version(service), "payload": state}
    text = json.dumps(whole, default=persistence._json_default).encode()
    checksum = zlib.crc32(text)
    if _written.get(file) == (_identity(file), checksum):
        return
    draft = file.with_suffix(".json.tmp")
    try:
        draft.write_bytes(text)
        draft.replace(file)
    except OSError as error:
        draft.unlink(missing_ok=True)
        reason = f"the state of {service} is not kept: {error.strerror}; is the disk full?"
        raise OSError(error.errno, reason) from None
    _written[file] = (_identity(file), checksum)


def _identity(file: Path) -> int:
    # A replaced file has a new identity, even with the same content.
    return file.stat().st_ino if file.exists() else 0
