"""`quorum workspace invite`, `remove`, `invitations`, `accept` and `leave`: who is in a workspace."""

from __future__ import annotations

import click

from quorum_client.cli.display import console, find_workspace, notes, open_quorum, workspace_option
from quorum_client.cli.tables import list_options, write_list
from quorum_client.protocol.codec import to_json
from quorum_client.values import Workspace


@click.command()
@click.argument("user_ids", nargs=-1, required=True, metavar="USER_ID...")
@workspace_option
def invite(user_ids: tuple[str, ...], workspace: str) -> None:
    """Invites users by their ids, which `quorum workspace invitations` tells them; only the owner may."""
    with open_quorum() as quorum:
        found = find_workspace(quorum, workspace)
        for user_id in user_ids:
            found = quorum.workspaces.invite(found.workspace_id, user_id)
    _show_people(found)


@click.command()
@click.argument("user_ids", nargs=-1, required=True, metavar="USER_ID...")
@workspace_option
def remove(user_ids: tuple[str, ...], workspace: str) -> None:
    """Removes members, or withdraws invitations; only the owner may."""
    with open_quorum() as quorum:
        found = find_workspace(quorum, workspace)
        for user_id in user_ids:
            found = quorum.workspaces.remove(found.workspace_id, user_id)
    _show_people(found)


@click.command()
@list_options
def invitations(output_format: str) -> None:
    """Lists the workspaces that you are invited to; you are in none of them until you accept."""
    with open_quorum() as quorum:
        found = quorum.workspaces.invitations()
        own_id = quorum.user_id
    columns = {"workspace": "workspace_id", "name": "name", "owner": "owner"}
    write_list(
        output_format, [to_json(item) for item in found], columns, empty="There are no open invitations."
    )
    notes.print(
        f"Join with `quorum workspace accept ID`. Owners invite you by your id, {own_id}.", markup=False
    )


@click.command()
@click.argument("workspace_id")
def accept(workspace_id: str) -> None:
    """Joins a workspace that you are invited to."""
    with open_quorum() as quorum:
        joined = quorum.workspaces.accept(workspace_id)
    console.print(f"You are a member of {joined.name!r} ({joined.workspace_id}) now.", markup=False)


@click.command()
@click.argument("workspace_id")
def leave(workspace_id: str) -> None:
    """Leaves a workspace that you joined, or declines its invitation."""
    with open_quorum() as quorum:
        quorum.workspaces.decline(workspace_id)
    console.print(f"You are not in {workspace_id} any more, and not invited.", markup=False)


def _show_people(found: Workspace) -> None:
    console.print(f"{found.name} ({found.workspace_id})", markup=False)
    console.print(f"members  {', '.join(found.members) or 'nobody but the owner'}", markup=False)
    console.print(f"invited  {', '.join(found.invited) or 'nobody'}", markup=False)
