"""Hands the files inside a document from the limited process to its parent, as files of their own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from genai_core.domain.ingestion.attached_files import MAX_BYTES, MAX_FILES, AttachedFile


def write_attached(folder: Path, files: Iterable[AttachedFile]) -> list[dict[str, str]]:
    """Writes the bodies into the folder and returns the rest for the result's JSON."""
    listed: list[dict[str, str]] = []
    for number, file in enumerate(files):
        _place(folder, number).write_bytes(file.body)
        listed.append({"name": file.name, "refusal": file.refusal})
    return listed


def read_attached(folder: Path, listed: Iterable[Mapping[str, str]]) -> tuple[AttachedFile, ...]:
    """Reads them back, within the limits whatever the process did; what is over them has a refusal."""
    found: list[AttachedFile] = []
    size = 0
    for number, entry in enumerate(listed):
        place = _place(folder, number)
        is_plain = not place.is_symlink() and place.is_file()
        size += place.stat().st_size if is_plain else 0
        fits = is_plain and number < 2 * MAX_FILES and size <= MAX_BYTES
        refusal = entry["refusal"] or ("" if fits else "it is over the limits for files in a document")
        found.append(AttachedFile(entry["name"], b"" if refusal else place.read_bytes(), refusal))
    return tuple(found)


def _place(folder: Path, number: int) -> Path:
    return folder / f"attached-{number:04}"
