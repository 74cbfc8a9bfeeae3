"""How commands end: the exit status, and one line on standard error."""

from __future__ import annotations

import os
import pty
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from quorum_client.cli import quorum
from quorum_client.cli.exits import STATUSES, run
from quorum_client.errors import (
    ClientError,
    NotSignedIn,
    QuorumUnreachable,
    ServerRefused,
    Unreadable,
    WrongInput,
)

KINDS = (ClientError, WrongInput, NotSignedIn, QuorumUnreachable, ServerRefused, Unreadable)


@pytest.fixture(autouse=True)
def _children_can_be_interrupted() -> Iterator[None]:
    """A child ignores Ctrl-C if the tests do, which is so if a script runs them in the background."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def ending_with(error: BaseException) -> click.Command:
    @click.command()
    def command() -> None:
        raise error

    return command


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_failure_is_one_line_and_its_own_status(
    kind: type[ClientError], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(ending_with(kind("it \x1b[31mfailed", remedy="Do this.")), []) == kind.exit_status
    printed = capsys.readouterr()
    assert (printed.out, printed.err) == ("", "quorum: it �[31mfailed. Do this.\n")
    assert kind.exit_status in STATUSES


@pytest.mark.parametrize("error", [KeyboardInterrupt(), click.Abort(), EOFError()])
def test_an_interrupt_is_quiet(error: BaseException, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(ending_with(error), []) == 130
    assert capsys.readouterr().err.strip() == "quorum: interrupted"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["wrkspace"], "There is no command 'wrkspace'. Did you mean workspace?"),
        (["workspace", "shw"], "quorum workspace has no 'shw'. Did you mean show?"),
        (["ask"], "Missing argument 'QUESTION'"),
        (["ask", "a", "b"], "unexpected extra argument (b)"),
        (["ask", " ", "-w", "x"], "the question is empty"),
        (["document", "list", "--format", "xml"], "'xml' is not one of 'table', 'json', 'csv'"),
        (["document", "retry"], "Name documents, or give --failed."),
        (["search", "a", "--filter", "?"], "the filter is '?'"),
    ],
)
def test_a_wrong_command_line_names_the_value_and_what_to_do(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(quorum, arguments) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert message in shown.err


def test_without_a_session_it_says_how_to_sign_in(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(quorum, ["--session", str(tmp_path / "none.json"), "workspace", "list"]) == 3
    printed = capsys.readouterr()
    assert printed.err.count("\n") == 1
    assert "quorum sign-in" in printed.err


WRITER = """
import sys
import click
from quorum_client.cli.display import console
from quorum_client.cli.exits import run

@click.command()
@click.argument("how")
def write(how):
    say = {"plain": click.echo, "styled": console.print}[how]
    for _ in range(9999):
        say("x" * 80)

sys.exit(run(write, sys.argv[1:]))
"""


@pytest.mark.parametrize("how", ["plain", "styled"])
def test_a_reader_that_closes_the_pipe_ends_it_without_a_word(how: str) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, how], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as writer:
        assert writer.stdout is not None
        assert writer.stderr is not None
        writer.stdout.readline()
        writer.stdout.close()
        assert writer.stderr.read() == ""
        assert writer.wait(timeout=60) == 141


def test_ctrl_c_ends_a_prompt_quietly() -> None:
    """In a terminal of its own, where Ctrl-C is a signal to all that runs in it."""
    code = "import click, sys; from quorum_client.cli.exits import run\n"
    code += (
        "sys.exit(run(click.Command('x', callback=lambda: click.prompt('Password', hide_input=True)), []))"
    )
    child, terminal = pty.fork()
    if child == 0:
        os.execv(sys.executable, [sys.executable, "-c", code])
    shown = read_until(terminal, b"Password")
    os.write(terminal, b"\x03")
    shown += read_until(terminal, b"interrupted\r\n")
    assert b"Traceback" not in shown
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 130


def read_until(terminal: int, words: bytes, limit_s: float = 60) -> bytes:
    shown, deadline = b"", time.monotonic() + limit_s
    while words not in shown and (left := deadline - time.monotonic()) > 0:
        if not select.select([terminal], [], [], left)[0]:
            break
        try:
            shown += os.read(terminal, 4096)
        except OSError:
            break
    return shown


def test_ctrl_c_in_a_module_of_the_checkout_is_one_line() -> None:
    code = "import sys; from quorum_client.checkout import run_module\n"
    code += "sys.exit(run_module('tests.unit.quorum_client.waiting', []))"
    root = Path(__file__).resolve().parents[3]
    with subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=root,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as parent:
        assert parent.stdout is not None
        assert parent.stderr is not None
        assert parent.stdout.readline() == "waiting\n"
        os.killpg(parent.pid, signal.SIGINT)
        assert parent.stderr.read() == "quorum: interrupted\n"
        assert parent.wait(timeout=60) == 130


def test_a_module_of_the_checkout_ends_without_a_word_if_the_reader_closes_the_pipe(tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_text("many words\n" * 100_000)
    code = "import sys; from quorum_client.checkout import run_module\n"
    code += "sys.exit(run_module('tools.extract', sys.argv[1:]))"
    with subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path / "long.txt"), str(tmp_path / "long.txt")],
        cwd=Path(__file__).resolve().parents[3],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as parent:
        assert parent.stdout is not None
        assert parent.stderr is not None
        parent.stdout.readline()
        parent.stdout.close()
        assert parent.stderr.read() == ""
        assert parent.wait(timeout=60) == 141
