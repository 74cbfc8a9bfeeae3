"""Pass the files inside a document from the limited process to its parent, through the folder."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from genai_core.domain.ingestion.attached_files import MAX_BYTES, MAX_FILES, AttachedFile


def write_attached(folder: Path, files: Iterable[AttachedFile]) -> list[dict[str, str]]:
    """Writes the bodies into the folder and returns their names and refusals for the result's JSON."""
    listed: list[dict[str, str]] = []
    for number, file in enumerate(files):
        _path(folder, number).write_bytes(file.body)
        listed.append({"name": file.name, "refusal": file.refusal})
    return listed


def read_attached(folder: Path, listed: Iterable[Mapping[str, str]]) -> tuple[AttachedFile, ...]:
    """Reads the files back and enforces the limits; a file over a limit gets a refusal."""
    files: list[AttachedFile] = []
    size = 0
    for number, entry in enumerate(listed):
        path = _path(folder, number)
        is_plain = not path.is_symlink() and path.is_file()
        size += path.stat().st_size if is_plain else 0
        fits = is_plain and number < 2 * MAX_FILES and size <= MAX_BYTES
        refusal = entry["refusal"] or ("" if fits else "it is over the limits for files in a document")
        files.append(AttachedFile(entry["name"], b"" if refusal else path.read_bytes(), refusal))
    return tuple(files)


def _path(folder: Path, number: int) -> Path:
    return folder / f"attached-{number:04}"
