"""How the command line ends: one sentence on standard error, and an exit status by the kind of failure."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence

import click
from click.shell_completion import shell_complete

from quorum_client.cli.printable import printable
from quorum_client.errors import ClientError

COMPLETE_VARIABLE = "_QUORUM_COMPLETE"
INTERRUPTED = 130
CLOSED_PIPE = 141
STATUSES = {
    0: "Done. An answer that says “not found” is one.",
    ClientError.exit_status: "Failed: a document, a check or an answer did not succeed, or you declined.",
    2: "The command line or its input is not valid; nothing was sent.",
    3: "Nobody is signed in, or the sign-in has ended.",
    4: "The service cannot be reached, or did not answer in time. The command may be repeated.",
    5: "The service refused, and said why.",
    6: "The service speaks another version of the contract: update the client.",
    INTERRUPTED: "Interrupted with Ctrl-C.",
    CLOSED_PIPE: "Whatever read standard output closed it, as `head` does.",
}


class Interrupted(ClientError):
    """Ctrl-C, and what became of the work."""

    exit_status = INTERRUPTED


def run(command: click.Command, arguments: Sequence[str]) -> int:
    """Runs the command line and returns its exit status."""
    for stream in (sys.stdout, sys.stderr):
        # A character that the terminal's encoding lacks is escaped rather than fatal.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        return _invoke(command, list(arguments))
    except click.exceptions.Exit as ended:
        return ended.exit_code
    except ClientError as error:
        return _say(str(error), error.exit_status)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (KeyboardInterrupt, EOFError, click.Abort):
        return _say("interrupted", INTERRUPTED)
    except BrokenPipeError:
        # Python flushes standard output once more at its end, which would fail again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return CLOSED_PIPE


def _invoke(command: click.Command, arguments: list[str]) -> int:
    # Not by `command.main()`, which ends the process with 1 if standard output was closed.
    if instruction := os.environ.get(COMPLETE_VARIABLE):
        return shell_complete(command, {}, "quorum", COMPLETE_VARIABLE, instruction)
    with command.make_context("quorum", arguments) as context:
        command.invoke(context)
    sys.stdout.flush()
    return 0


def _say(sentence: str, status: int) -> int:
    print(printable(f"quorum: {sentence}"), file=sys.stderr)
    return status
