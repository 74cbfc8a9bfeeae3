"""The commands that a page tells its reader to type are found in its blocks and in its sentences."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.documents.pages import Page
from tools.documents.shell import shell_commands


def commands(text: str) -> list[str]:
    return list(shell_commands(Page(Path("page.md"), text)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("```sh\nmake start   # installs everything\n\nls\n```", ["make start", "ls"]),
        ("```sh\n# only a comment\n.venv/bin/quorum ask 'What?' -w x\n```", ["quorum ask 'What?' -w x"]),
        ("```sh\nmake cloud && node_modules/.bin/cdk diff --all\n```", ["make cloud", "cdk diff --all"]),
        (
            "```sh\npython -m tools.erase user u \\\n    --delete\n```",
            ["python -m tools.erase user u --delete"],
        ),
        ("```\nmake cloud\nThe answer is 15 minutes.\n```", ["make cloud"]),
        ("```json\nmake start\n```", []),
        (
            "Run `make stop`, `quorum run list` or `A=b make start`.",
            ["make stop", "quorum run list", "A=b make start"],
        ),
        ("`make` reads `Makefile`; `quorum.ask(x)` and `quorum-account` are names.", []),
        (
            "| `aws configure` | `echo` |\n|---|---|\n| `pip install x` | |",
            ["aws configure", "pip install x"],
        ),
    ],
)
def test_commands_are_found_without_comments_and_folders(text: str, expected: list[str]) -> None:
    assert commands(text) == expected
