"""The card beside what is built: the hash of each file, and the version of the recipe that made them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path


def file_hashes(folder: Path, files: Iterable[str]) -> dict[str, str]:
    """Returns what a card says of the files in `folder`: the SHA-256 of each."""
    return {
        f"{Path(file).stem}_sha256": hashlib.sha256((folder / file).read_bytes()).hexdigest()
        for file in files
    }


def is_whole(target: Path, files: Iterable[str], recipe: str) -> bool:
    """Returns whether the files are those that the card of this recipe names."""
    try:
        recorded = json.loads((target / "card.json").read_text())
        hashes = file_hashes(target, files)
    except (OSError, ValueError):
        return False
    return recorded.get("recipe") == recipe and all(
        recorded.get(name) == value for name, value in hashes.items()
    )
