"""What commands share about showing things."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
from rich.table import Table

from quorum_client.cli.terminal import SafeConsole, printable
from quorum_client.client import Quorum
from quorum_client.errors import WrongInput
from quorum_client.values import Workspace

console = SafeConsole(highlight=False)

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
    "--json", "json_file", type=click.Path(dir_okay=False, path_type=Path), help="Write the result there."
)


def open_quorum() -> Quorum:
    """Opens the session that the command line names."""
    return Quorum.connect(click.get_current_context().find_root().obj)


def find_workspace(quorum: Quorum, id_or_name: str) -> Workspace:
    """Returns the named workspace, else the session's own."""
    wanted = id_or_name or quorum.session.workspace_id
    if not wanted:
        raise WrongInput("no workspace is named", remedy="Add --workspace NAME")
    return quorum.workspaces.find(wanted)


def write_result(file: Path | None, value: Any) -> None:
    """Writes JSON where it was asked for."""
    if file:
        try:
            file.write_text(json.dumps(value, indent=2, ensure_ascii=False) + "\n")
        except OSError as error:
            raise WrongInput(f"{file} cannot be written ({error})") from None


def show_table(columns: Sequence[str], rows: Sequence[Sequence[Any]], *, empty: str) -> None:
    """Prints a table, or a sentence where there is nothing in it."""
    if not rows:
        console.print(empty)
        return
    table = Table(*columns, box=None, header_style="bold", pad_edge=False)
    for row in rows:
        table.add_row(*(printable(str(cell)) for cell in row))
    console.print(table)
