"""Checks that the paths in a page exist."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from tools.documents.pages import Page

ROOT = Path(__file__).resolve().parents[2]
_PATH = re.compile(r"(?<![\w@:/.~<{$*=-])((?:[\w.-]+/)+[\w.-]*)(?![\w/<{*-])")
_ADVISORIES = "requirements/advisories.json"
"""`make lock` writes it if the database of advisories can be reached."""


def missing_paths(page: Page) -> Iterator[str]:
    """Yields a complaint for each path that begins with one of our folders and does not exist.

    A path may leave out leading folders, as `adapters/onnx/` does. Built files, which git ignores, are
    not checked.
    """
    _, folders = _tracked()
    names = {folder.rsplit("/", 1)[-1] for folder in folders}
    for path in dict.fromkeys(path for code in page.code for path in _PATH.findall(code)):
        name = path.removeprefix("./").rstrip("./")
        is_ours = name.split("/")[0] in names
        if is_ours and not _exists(name) and not _is_built(name):
            yield f"{page.path}: {path!r} is named, and no such file or folder exists. Correct the page."


def _exists(name: str) -> bool:
    """Returns whether a tracked path ends with the name, which may lack `.py` or go on into the module."""
    files, folders = _tracked()
    wanted = {name, f"{name}.py", f"{name.rpartition('.')[0]}.py"}
    return any(f"/{path}".endswith(f"/{end}") for path in files | folders for end in wanted)


@lru_cache(maxsize=1)
def _tracked() -> tuple[frozenset[str], frozenset[str]]:
    """Returns the files that git tracks or would add, and the folders that contain them."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    folders = {str(folder) for file in listed for folder in Path(file).parents}
    return frozenset(listed), frozenset(folders)


def _is_built(name: str) -> bool:
    ignored = (ROOT / ".gitignore").read_text("utf-8").splitlines()
    return name == _ADVISORIES or f"{Path(name).parts[0]}/" in ignored
