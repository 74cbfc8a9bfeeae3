"""Checks that the commands in a page exist, with their options."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import click

from quorum_client.cli import quorum
from tools.documents.pages import Page

ROOT = Path(__file__).resolve().parents[2]
_TARGET = re.compile(r"(?:^|[\s`(&])make ([a-z][a-z-]*)")
_MODULE = re.compile(r"python3? -m ((?:clients|contrib|evaluation|local_runtime|tests|tools|training)[\w.]*)")
_QUORUM = re.compile(r"(?:^|[\s/`(])quorum ((?:[a-z]|-).*)")
_COMMENT = re.compile(r"(?:^|\s)#\s.*")
_END = {"|", ">", ">>", "<", "&&", "…", "..."}
"""Words after which a line shows another program, or leaves something out."""


def missing_commands(page: Page) -> Iterator[str]:
    """Yields a complaint for each command of `make`, `python -m` or `quorum` that does not exist."""
    for code in page.code:
        line = _COMMENT.sub("", code)
        for target in _TARGET.findall(line):
            if target not in _make_targets():
                yield f"{page.path}: `make {target}` is named, and the Makefile has no such target."
        for module in _MODULE.findall(line):
            file = ROOT / module.replace(".", "/")
            if not file.with_suffix(".py").is_file() and not (file / "__init__.py").is_file():
                yield f"{page.path}: `python -m {module}` is named, and no such module exists."
        for arguments in _QUORUM.findall(line):
            if fault := _fault_of(arguments):
                yield f"{page.path}: `quorum {arguments}` is named, and {fault}."


def _fault_of(arguments: str) -> str:
    """Returns which command or option of `quorum` does not exist, or an empty text.

    Options that a command hands on to a program of the checkout are not checked.
    """
    command: click.Command = quorum
    context = click.Context(command)
    rest = _words(arguments)
    while isinstance(command, click.Group) and rest and rest[0][:1].isalpha():
        name = rest.pop(0).rstrip(",.;:)")
        subcommand = command.get_command(context, name)
        if subcommand is None:
            return f"there is no command {name!r}"
        command, context = subcommand, click.Context(subcommand, parent=context)
    if command.context_settings.get("ignore_unknown_options"):
        return ""
    known = {"--help", "-h"} | {name for option in command.get_params(context) for name in option.opts}
    shown = {word.partition("=")[0].rstrip(")") for word in rest if word.startswith("-") and word != "-"}
    return f"there is no option {', '.join(sorted(shown - known))}" if shown - known else ""


def _words(arguments: str) -> list[str]:
    try:
        words = shlex.split(arguments)
    except ValueError:
        words = arguments.split()
    ends = [index for index, word in enumerate(words) if word in _END]
    return words[: ends[0]] if ends else words


@lru_cache(maxsize=1)
def _make_targets() -> frozenset[str]:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    return frozenset(re.findall(r"^([a-z][a-z-]*):", makefile, re.MULTILINE))
