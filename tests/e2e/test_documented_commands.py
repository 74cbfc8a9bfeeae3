"""Every command of the documentation runs here, or a table says why it does not."""

from __future__ import annotations

import re
import shlex
import subprocess
from typing import Any

import click
import pytest
from botocore import xform_name
from botocore.session import Session as AwsModels

from quorum_client.cli import quorum as command_line
from tests.e2e.documented_commands import (
    ELSEWHERE,
    NOT_HERE,
    SHOWN,
    TARGETS_ELSEWHERE,
    TYPED,
    filled,
    matching,
)
from tests.e2e.laptop import ROOT, Laptop
from tests.e2e.reader import Reader
from tests.e2e.reader_files import write_reader_files
from tools.documents.pages import read_page
from tools.documents.shell import shell_commands

NOT_FOLLOWED = (
    "CHANGELOG.md",
    "docs/adr",
    "docs/reference",
    "docs/benchmarks.md",
    "tests/",
    "training/",
    ".",
)
"""Pages that nobody follows step by step: records, generated lists, figures with their commands."""


def documented() -> list[str]:
    """Returns the commands of all pages, each once, in the order of a reader who begins with README.md."""
    listed = subprocess.run(["git", "ls-files", "*.md"], cwd=ROOT, capture_output=True, text=True, check=True)
    names = ["README.md", "docs/tutorial.md", *listed.stdout.splitlines()]
    pages = [read_page(ROOT / name) for name in names if not name.startswith(NOT_FOLLOWED)]
    return list(dict.fromkeys(filled(command) for page in pages for command in shell_commands(page)))


@pytest.fixture(scope="module")
def reader(laptop: Laptop, tmp_path_factory: pytest.TempPathFactory) -> Reader:
    reader = Reader(laptop, tmp_path_factory.mktemp("reader"))
    write_reader_files(reader.folder, read_page(ROOT / "docs/tutorial.md"))
    reader.sign_in()
    return reader


def test_every_command_runs_or_has_a_reason(reader: Reader) -> None:
    here = [command for command in documented() if not matching(command, {**NOT_HERE, **ELSEWHERE})]
    assert len(here) > 70
    assert [fault for command in here if (fault := fault_of(reader, command))] == []


def fault_of(reader: Reader, command: str) -> str:
    """Tries a command, or what can be tried of it here; returns an empty text or what is wrong."""
    program, *words = shlex.split(command)
    if program == "aws":
        return "" if is_known_to_aws(words) else f"AWS knows no `{command}`"
    if program == "make" and words[0] in TARGETS_ELSEWHERE:
        return reader.type(f"make --dry-run {command.removeprefix('make ')}")
    if "pytest" in words:
        files = [word for word in words if word.startswith("tests/")]
        return "" if files and all((ROOT / file).exists() for file in files) else f"no such tests: {command}"
    if program == "quorum" and is_only_a_name(words):
        return ""
    return reader.type(command)


def is_only_a_name(words: list[str]) -> bool:
    """Returns whether the words name a command that needs more of them, as sentences do."""
    command: click.Command = command_line
    context = click.Context(command)
    while words and isinstance(command, click.Group):
        named = command.get_command(context, words[0])
        if named is None:
            return False
        command, words = named, words[1:]
    needs_more = any(parameter.required for parameter in command.params)
    passes_on = "ignore_unknown_options" in command.context_settings
    return not words and (isinstance(command, click.Group) or needs_more or passes_on)


def is_known_to_aws(words: list[str]) -> bool:
    """Returns whether the service has the operation with these options."""
    service, operation, *rest = words
    model: Any = AwsModels().get_service_model(service)  # the stubs do not type its cached properties
    names = {xform_name(name, "-"): name for name in model.operation_names}
    if operation not in names:
        return False
    members = model.operation_model(names[operation]).input_shape.members
    known = {f"--{xform_name(member, '-')}" for member in members}
    return {word for word in rest if word.startswith("--")} <= known


def test_the_tables_name_commands_that_the_documentation_has_and_tests_that_exist() -> None:
    commands = documented()
    for table in (NOT_HERE, ELSEWHERE, TYPED, SHOWN):
        used = {matching(command, table) for command in commands}
        assert set(table) - used == set()
    targets = {command.split()[1] for command in commands if command.startswith("make ")}
    assert set(TARGETS_ELSEWHERE) - targets == set()
    named = [*ELSEWHERE.values(), *(text for text in TARGETS_ELSEWHERE.values() if text.startswith("tests/"))]
    for test in named:
        file, _, function = test.partition("::")
        assert re.search(rf"^def {function}", (ROOT / file).read_text("utf-8"), re.MULTILINE), test
