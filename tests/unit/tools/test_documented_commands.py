"""Every command of `quorum` in the documentation is one, with the options that it shows."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from quorum_client.cli import quorum

ROOT = Path(__file__).resolve().parents[3]
PAGES = [
    ROOT / "README.md",
    ROOT / "clients/python/README.md",
    ROOT / "samples/operations-handbook.md",
    ROOT / "statemachines/README.md",
    *sorted(page for page in (ROOT / "docs").rglob("*.md") if page.name != "cli.md"),
]
# How a line of prose or of a shell shows a command; what follows is a comment or another program.
SPAN = re.compile(r"`quorum ([^`]+)`")
LINE = re.compile(r"(?m)^(?:\.venv/bin/)?quorum (.+)$")
END = {"|", ">", ">>", "<", "&&", "…", "..."}


def commands(text: str) -> Iterator[str]:
    yield from SPAN.findall(text)
    yield from LINE.findall(text)
    yield from re.findall(r"<\(quorum ([^)]+)\)", text)


def words(line: str) -> list[str]:
    try:
        found = shlex.split(line, comments=True)
    except ValueError:
        found = line.split()
    ends = [place for place, word in enumerate(found) if word in END]
    return found[: ends[0]] if ends else found


def check(line: str) -> None:
    """Follows groups to the verb; its options must be known unless a program of the checkout reads them."""
    command: click.Command = quorum
    context = click.Context(command)
    rest = words(line)
    while isinstance(command, click.Group) and rest and not rest[0].startswith("-"):
        name = rest.pop(0).rstrip(",.;:")
        found = command.get_command(context, name)
        assert found is not None, f"`quorum {line}`: there is no {name!r}"
        command, context = found, click.Context(found, parent=context)
    if not command.context_settings.get("ignore_unknown_options"):
        known = {"--help", "-h"} | {name for option in command.get_params(context) for name in option.opts}
        unknown = {word.partition("=")[0] for word in rest if word.startswith("-") and word != "-"} - known
        assert not unknown, f"`quorum {line}`: there is no {', '.join(sorted(unknown))}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_each_command_of_a_page_exists_with_its_options(page: Path) -> None:
    for line in commands(page.read_text(encoding="utf-8")):
        check(line)


def test_a_command_or_an_option_that_does_not_exist_is_found() -> None:
    for line in ("aks x", "workspace lst", "ask x --jsn"):
        with pytest.raises(AssertionError, match="there is no"):
            check(line)
