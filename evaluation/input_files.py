"""Refuse a file that a command was given and that does not exist."""

from __future__ import annotations

from pathlib import Path

from genai_core.errors import NotFound


def require_file(path: Path, *, remedy: str) -> None:
    """Raises NotFound, with the remedy, if there is no file at the path."""
    if not path.is_file():
        raise NotFound(f"the file {str(path)!r} does not exist", remedy=remedy)
