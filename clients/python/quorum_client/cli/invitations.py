"""`quorum invitations`: workspaces of others that one is asked to join."""

from __future__ import annotations

from pathlib import Path

import click

from quorum_client.cli.display import console, json_option, open_quorum, show_table, write_result
from quorum_client.protocol.codec import to_json


@click.command()
@json_option
def invitations(json_file: Path | None) -> None:
    """Lists the workspaces that you are invited to; you are in none of them until you accept."""
    with open_quorum() as quorum:
        found = quorum.workspaces.invitations()
        own_id = quorum.user_id
    write_result(json_file, to_json(found))
    rows = [(item.workspace_id, item.name, item.owner) for item in found]
    show_table(("workspace", "name", "owner"), rows, empty="There are no open invitations.")
    console.print(
        f"Join with `quorum workspace accept ID`. Owners invite you by your id, {own_id}.", markup=False
    )
