"""Commands that a page tells its reader to type."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tools.documents.pages import Page

PROGRAMS = ("aws", "cdk", "echo", "make", "pip", "pipx", "python", "python3", "quorum")
_INSTALLED = re.compile(r"(?:\.venv|node_modules/\.)/?bin/")
_COMMAND = re.compile(rf"(?:[A-Z_]+=\S+ )*(?:{'|'.join(PROGRAMS)}) \S")
_COMMENT = re.compile(r"(?:^|\s)#\s.*")


def shell_commands(page: Page) -> Iterator[str]:
    """Yields the commands in the page's blocks and sentences, without comments and folders of programs.

    Each line of a block marked `sh` counts, whatever its program. Elsewhere a command begins with one of
    `PROGRAMS`, after variables that it sets, and has a word more: `quorum` alone is a name.
    """
    for token in page.tokens:
        if token.type == "fence" and token.info in ("sh", ""):
            for line in _lines(token.content):
                yield from (part for part in line.split(" && ") if token.info or _COMMAND.match(part))
        elif token.type == "code_inline" and _COMMAND.match(_plain(token.content)):
            yield _plain(token.content)


def _lines(block: str) -> Iterator[str]:
    """Yields the lines of a block that are not empty, each joined with those that continue it."""
    for line in block.replace("\\\n", " ").splitlines():
        if plain := _plain(line):
            yield plain


def _plain(line: str) -> str:
    return " ".join(_INSTALLED.sub("", _COMMENT.sub("", line)).split())
