"""What commands share: results go to standard output, notes about them to standard error."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from quorum_client.cli.printable import json_text
from quorum_client.cli.terminal import SafeConsole
from quorum_client.errors import ClientError, WrongInput

if TYPE_CHECKING:
    from quorum_client.client import Quorum
    from quorum_client.values import Workspace

console = SafeConsole(highlight=False)
notes = SafeConsole(highlight=False, stderr=True)

workspace_option = click.option(
    "--workspace",
    "-w",
    default="",
    help="Id, or name of one of yours; default is the session's own workspace.",
)
filter_option = click.option(
    "--filter",
    "filters",
    multiple=True,
    metavar="CONDITION",
    help="Only documents with type=pdf, tags=a,b, 'date>=2024-01' or author!=Ada, or a filter as JSON;"
    " may be repeated: all must hold.",
)
json_option = click.option(
    "--json", "as_json", is_flag=True, help="Write the result as JSON to standard output, and nothing else."
)
yes_option = click.option("--yes", is_flag=True, help="Do not ask first.")


def open_quorum() -> Quorum:
    """Opens the session that the command line names."""
    from quorum_client.client import Quorum  # noqa: PLC0415 - help and completion need no network

    return Quorum.connect(click.get_current_context().find_root().obj)


def find_workspace(quorum: Quorum, id_or_name: str) -> Workspace:
    """Returns the named workspace, else the session's own."""
    wanted = id_or_name or quorum.session.workspace_id
    if not wanted:
        raise WrongInput("no workspace is named", remedy="Add --workspace NAME")
    return quorum.workspaces.find(wanted)


def prose(*, as_json: bool) -> SafeConsole:
    """Returns where to print what people read: beside JSON that is standard error."""
    return notes if as_json else console


def write_json(value: Any) -> None:
    """Writes JSON to standard output."""
    click.echo(json_text(value))


def confirm(question: str, *, yes: bool) -> None:
    """Asks before something is lost.

    Raises:
        WrongInput: There is no terminal to ask on. ClientError: The answer is no.
    """
    if yes:
        return
    if not sys.stdin.isatty():
        raise WrongInput("there is no terminal to ask on", remedy="Add --yes if you are sure")
    if not click.confirm(question, err=True):
        raise ClientError("nothing was changed")
