"""Paths and commands that a page names in code must exist."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import click

from quorum_client.cli import quorum
from tools.documents.pages import Page

ROOT = Path(__file__).resolve().parents[2]
_PATH = re.compile(r"(?<![\w@:/.~<{$*=-])((?:[\w.-]+/)+[\w.-]*)(?![\w/<{*-])")
_ADVISORIES = "requirements/advisories.json"
"""Written by `make lock` if the database of advisories can be reached."""
_TARGET = re.compile(r"(?:^|[\s`(&])make ([a-z][a-z-]*)")
_MODULE = re.compile(r"python3? -m ((?:clients|contrib|evaluation|local_runtime|tests|tools|training)[\w.]*)")
_QUORUM = re.compile(r"(?:^|[\s/`(])quorum ((?:[a-z][a-z-]*)(?: [a-z][a-z-]*)?)")


def missing_paths(page: Page) -> Iterator[str]:
    """Yields a complaint for each path that begins with one of our folders and names nothing in it.

    A path may leave out folders in front, as `adapters/onnx/` does. What git ignores is built, so it is not
    looked for.
    """
    _, folders = _tracked()
    names = {folder.rsplit("/", 1)[-1] for folder in folders}
    for path in dict.fromkeys(path for code in page.code for path in _PATH.findall(code)):
        name = path.removeprefix("./").rstrip("./")
        is_ours = name.split("/")[0] in names
        if is_ours and not _exists(name) and not _is_built(name):
            yield f"{page.path}: {path!r} is named, and no such file or folder exists. Correct the page."


def missing_commands(page: Page) -> Iterator[str]:
    """Yields a complaint for each command of `make`, `python -m` or `quorum` that does not exist."""
    for code in page.code:
        for target in _TARGET.findall(code):
            if target not in _make_targets():
                yield f"{page.path}: `make {target}` is named, and the Makefile has no such target."
        for module in _MODULE.findall(code):
            file = ROOT / module.replace(".", "/")
            if not file.with_suffix(".py").is_file() and not (file / "__init__.py").is_file():
                yield f"{page.path}: `python -m {module}` is named, and no such module exists."
        for words in _QUORUM.findall(code):
            if not _is_command(words.split()):
                yield f"{page.path}: `quorum {words}` is named, and no such command exists."


def _is_command(words: list[str]) -> bool:
    """Returns whether the first word is a command and, if that is a group, the second is one of it."""
    context = click.Context(quorum)
    command = quorum.get_command(context, words[0])
    if isinstance(command, click.Group) and len(words) > 1:
        return command.get_command(context, words[1]) is not None
    return command is not None


def _exists(name: str) -> bool:
    """Returns whether a tracked path ends like it; a module may stand without `.py`, or with a name of it."""
    files, folders = _tracked()
    wanted = {name, f"{name}.py", f"{name.rpartition('.')[0]}.py"}
    return any(f"/{path}".endswith(f"/{end}") for path in files | folders for end in wanted)


@lru_cache(maxsize=1)
def _tracked() -> tuple[frozenset[str], frozenset[str]]:
    """Returns the files that git knows or may yet add, and the folders they are in."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    folders = {str(folder) for file in listed for folder in Path(file).parents}
    return frozenset(listed), frozenset(folders)


@lru_cache(maxsize=1)
def _make_targets() -> frozenset[str]:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    return frozenset(re.findall(r"^([a-z][a-z-]*):", makefile, re.MULTILINE))


def _is_built(name: str) -> bool:
    ignored = (ROOT / ".gitignore").read_text("utf-8").splitlines()
    return name == _ADVISORIES or f"{Path(name).parts[0]}/" in ignored
