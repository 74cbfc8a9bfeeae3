"""The commands of `quorum`: each is there, explains itself, and is imported only when it is used."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from quorum_client.cli import quorum
from quorum_client.cli.commands import SECTIONS
from quorum_client.cli.exits import run

ENTRIES = {name: entry for section in SECTIONS.values() for name, entry in section.items()}
HEAVY = {"rich", "httpx", "websockets", "quorum_client.client", "quorum_client.protocol.done"}
NOUNS = {
    "workspace": {"list", "create", "show", "set", "delete", "invite", "move"},
    "document": {"list", "show", "export", "retry", "delete", "ingest"},
    "session": {"list", "show", "export", "rename", "delete"},
    "run": {"list", "show", "export", "replay", "rate"},
    "model": {"list", "show", "stores"},
    "admin": {"usage", "models", "queue", "redrive"},
}
LISTS = {"list", "usage", "models", "queue"}


def verbs() -> Iterator[tuple[str, click.Command]]:
    """Yields every command that is no group, with its path."""
    root = click.Context(quorum, info_name="quorum")
    for name in ENTRIES:
        command = quorum.get_command(root, name)
        assert command is not None
        if isinstance(command, click.Group):
            inner = click.Context(command, info_name=name, parent=root)
            for verb in command.list_commands(inner):
                subcommand = command.get_command(inner, verb)
                assert subcommand is not None
                yield f"{name} {verb}", subcommand
        else:
            yield name, command


def first_sentence(command: click.Command) -> str:
    return " ".join((command.help or "").split("\n\n")[0].split())


def test_the_table_says_what_each_command_says_of_itself() -> None:
    sentences = {name: first_sentence(entry.load()) for name, entry in ENTRIES.items() if entry.help}
    assert sentences == {name: entry.help for name, entry in ENTRIES.items() if entry.help}


def test_every_verb_and_every_option_explains_itself() -> None:
    for path, command in verbs():
        assert command.help, path
        for option in command.params:
            if isinstance(option, click.Option) and not option.hidden:
                assert option.help or isinstance(option.type, click.Choice), f"{path} {option.opts}"


@pytest.mark.parametrize("noun", NOUNS)
def test_a_noun_has_its_verbs_and_every_list_its_formats(noun: str) -> None:
    group = ENTRIES[noun].load()
    assert isinstance(group, click.Group)
    assert NOUNS[noun] <= set(group.commands)
    for verb in LISTS & set(group.commands):
        options = {name for option in group.commands[verb].params for name in option.opts}
        assert {"--format", "--json"} <= options, verb


def test_earlier_names_work_and_are_not_listed(capsys: pytest.CaptureFixture[str]) -> None:
    old = {name for name, entry in ENTRIES.items() if not entry.help}
    assert old >= {"documents", "sessions", "models", "invitations", "move-workspace"}
    assert run(quorum, ["--help"]) == 0
    listed = {line.split()[0] for line in capsys.readouterr().out.splitlines() if line.startswith("  ")}
    assert not old & listed
    for name in old:
        assert run(quorum, [name, "--help"]) == 0
        assert f"quorum {name}" in capsys.readouterr().out


def test_help_and_completion_import_neither_the_network_nor_the_screen() -> None:
    code = (
        "import json, sys; from quorum_client.cli import quorum; from quorum_client.cli.exits import run;"
        "from click.shell_completion import ShellComplete as C;"
        "run(quorum, ['--help']); found = C(quorum, {}, 'quorum', 'X').get_completions([], 'do');"
        "print(json.dumps([[one.value for one in found], sorted(sys.modules)]))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    completed, modules = json.loads(done.stdout.splitlines()[-1])
    assert completed == ["document", "doctor"]
    assert not HEAVY & set(modules)


def test_completion_of_each_shell_calls_the_command_line_back(capsys: pytest.CaptureFixture[str]) -> None:
    for shell in ("bash", "zsh", "fish"):
        assert run(quorum, ["completion", shell]) == 0
        assert f"_QUORUM_COMPLETE={shell}_complete" in capsys.readouterr().out


def test_completion_in_fish_keeps_descriptions_with_commas(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(quorum, ["completion", "fish"]) == 0
    assert "string split -m 1 ','" in capsys.readouterr().out.replace('"', "'")


def test_bash_completes_nouns_verbs_and_options() -> None:
    answered = '_quorum_completion quorum; echo "${COMPREPLY[@]}"; COMPREPLY=();'
    script = f"source <(quorum completion bash); COMP_WORDS=(quorum document ex); COMP_CWORD=2; {answered}"
    script += f"COMP_WORDS=(quorum ask --js); {answered}"
    programs = f"{Path(sys.executable).parent}:/usr/bin:/bin"
    done = subprocess.run(
        ["bash", "-c", script],
        env={"PATH": programs, "LANG": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == ["export", "--json"]
