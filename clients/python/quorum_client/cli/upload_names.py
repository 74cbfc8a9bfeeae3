"""Maps the files of one `quorum ingest` to paths of documents."""

from __future__ import annotations

import os
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from quorum_client.errors import WrongInput


@dataclass(frozen=True, slots=True)
class _File:
    """A file, and how many of its last parts are its path in the workspace."""

    location: Path
    depth: int

    @property
    def parts(self) -> tuple[str, ...]:
        return Path(os.path.abspath(self.location)).parts[1:]  # noqa: PTH100 - resolve() would follow links

    @property
    def path(self) -> str:
        """Returns the path in the workspace, as the server writes it: trimmed, accents in one way."""
        named = "/".join(part.strip() for part in self.parts[-self.depth :])
        return unicodedata.normalize("NFC", named)

    @property
    def is_whole(self) -> bool:
        return self.depth >= len(self.parts)

    def deeper(self) -> _File:
        return replace(self, depth=min(self.depth + 1, len(self.parts)))


def files_by_name(paths: Sequence[Path]) -> dict[str, Path]:
    """Returns each file by its path in the workspace.

    A file has its name; one below a folder that is given, its path from that folder on. Files that would have
    the same path are told apart by the folders above them: `a/readme.md` and `b/readme.md`.

    Raises:
        WrongInput: There is no such file, or two stay the same in the form that the server writes.
    """
    once = {file.parts: file for path in paths for file in _files(path)}
    files = list(once.values())
    while clashing := _clashing(files):
        if all(file.is_whole for file in clashing):
            first, second = clashing[:2]
            raise WrongInput(
                f"{str(first.location)!r} and {str(second.location)!r} would both be "
                f"the document {first.path!r}",
                remedy="Rename one.",
            )
        files = [file.deeper() if file in clashing else file for file in files]
    return {file.path: file.location for file in files}


def _clashing(files: Sequence[_File]) -> list[_File]:
    groups: defaultdict[str, list[_File]] = defaultdict(list)
    for file in files:
        groups[file.path].append(file)
    return next((group for group in groups.values() if len(group) > 1), [])


def _files(path: Path) -> Iterator[_File]:
    """Yields each file: below a folder given, that folder's name stays in its path."""
    if path.is_file():
        yield _File(path, 1)
        return
    if not path.is_dir():
        raise WrongInput(f"there is no file {str(path)!r}")
    folder = path.resolve() if path.name in ("", "..") else path
    for file in sorted(folder.rglob("*")):
        inside = file.relative_to(folder)
        if file.is_file() and not any(part.startswith(".") for part in inside.parts):
            yield _File(file, len(inside.parts) + 1)
