"""The command line `quorum`."""

from __future__ import annotations

import sys

import click

from quorum_client.cli import (
    ask,
    doctor,
    evaluate,
    extract,
    ingest,
    invitations,
    lists,
    move,
    operate,
    rate,
    replay,
    search,
    sign_in,
    workspace,
)
from quorum_client.cli.terminal import printable
from quorum_client.errors import ClientError


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
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


for command in (
    sign_in.sign_in,
    sign_in.sign_out,
    ask.ask,
    rate.rate,
    replay.replay,
    search.search,
    ingest.ingest,
    extract.extract,
    workspace.workspace,
    move.move_workspace,
    invitations.invitations,
    lists.documents,
    lists.sessions,
    lists.models,
    lists.usage,
    doctor.doctor,
    operate.cost,
    operate.redrive,
    operate.smoke,
    evaluate.evaluate,
):
    quorum.add_command(command)


def main() -> None:
    """Runs the command line; a failure is one sentence on the error output and an exit status."""
    try:
        quorum()
    except ClientError as error:
        print(printable(f"quorum: {error}"), file=sys.stderr)
        sys.exit(error.exit_status)
