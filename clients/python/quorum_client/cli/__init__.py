"""The command line `quorum`."""

from __future__ import annotations

import sys

import click

from quorum_client.cli.commands import SECTIONS
from quorum_client.cli.exits import run
from quorum_client.cli.lazy import LazyGroup


@click.group(
    cls=LazyGroup,
    sections=SECTIONS,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Start with `quorum doctor`, then `quorum ask QUESTION -w WORKSPACE`. Every command has -h.",
)
@click.version_option(package_name="quorum-client")
@click.option(
    "--session",
    "session_file",
    type=click.Path(dir_okay=False),
    help="Session file; default is the last one that `quorum sign-in` or `make start` wrote.",
)
@click.pass_context
def quorum(context: click.Context, session_file: str | None) -> None:
    """Asks several models; answers only what they agree on and what your documents support."""
    context.obj = session_file


def main() -> None:
    """Runs the command line; a failure is one sentence on the error output and an exit status."""
    sys.exit(run(quorum, sys.argv[1:]))
