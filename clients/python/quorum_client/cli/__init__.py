"""The command line `quorum`."""

from __future__ import annotations

import sys

import click

from quorum_client.cli import ask, doctor, evaluate, ingest, lists, move, rate, search
from quorum_client.errors import ClientError


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="quorum")
@click.option(
    "--session",
    "session_file",
    type=click.Path(dir_okay=False),
    help="Session file; default .local/session.json.",
)
@click.pass_context
def quorum(context: click.Context, session_file: str | None) -> None:
    """Asks several models; answers only what they agree on and what your documents support."""
    context.obj = session_file


for command in (
    ask.ask,
    rate.rate,
    search.search,
    ingest.ingest,
    move.move_workspace,
    lists.documents,
    lists.sessions,
    lists.models,
    lists.usage,
    doctor.doctor,
    evaluate.evaluate,
):
    quorum.add_command(command)


def main() -> None:
    """Runs the command line; a failure is one sentence on the error output and an exit status."""
    try:
        quorum()
    except ClientError as error:
        print(f"quorum: {error}", file=sys.stderr)
        sys.exit(error.exit_status)
