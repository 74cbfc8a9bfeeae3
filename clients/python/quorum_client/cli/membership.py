"""`quorum workspace invite`, `remove`, `invitations`, `accept` and `leave`: the members of a workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from quorum_client.cli.display import console, find_workspace, notes, open_quorum, workspace_option
from quorum_client.cli.tables import Column, list_options, write_list
from quorum_client.protocol.codec import to_json
from quorum_client.values import Workspace

if TYPE_CHECKING:
    from quorum_client.client import Quorum


@click.command()
@click.argument("users", nargs=-1, required=True, metavar="USER...")
@workspace_option
def invite(users: tuple[str, ...], workspace: str) -> None:
    """Invites each USER, an e-mail address or an id; only the owner may.

    The user who signs in with the address, once it is verified, sees the invitation.
    `quorum workspace invitations` tells users their ids.
    """
    with open_quorum() as quorum:
        shared = find_workspace(quorum, workspace)
        for user in users:
            shared = quorum.workspaces.invite(shared.workspace_id, user)
        _show_people(quorum, shared)


@click.command()
@click.argument("users", nargs=-1, required=True, metavar="USER...")
@workspace_option
def remove(users: tuple[str, ...], workspace: str) -> None:
    """Removes members by id, or withdraws invitations by e-mail address or id; only the owner may."""
    with open_quorum() as quorum:
        shared = find_workspace(quorum, workspace)
        for user in users:
            shared = quorum.workspaces.remove(shared.workspace_id, user)
        _show_people(quorum, shared)


@click.command()
@list_options
def invitations(output_format: str) -> None:
    """Lists the workspaces that you are invited to; you are in none of them until you accept."""
    with open_quorum() as quorum:
        pending = quorum.workspaces.invitations()
        own_id, email = quorum.user_id, quorum.email
    columns: dict[str, Column] = {
        "workspace": "workspace_id",
        "name": "name",
        "owner": lambda each: each["owner_email"] or each["owner"],
        "until": "until",
    }
    write_list(
        output_format, [to_json(item) for item in pending], columns, empty="There are no open invitations."
    )
    names = f"your address, {email}, or your id, {own_id}" if email else f"your id, {own_id}"
    notes.print(f"Join with `quorum workspace accept ID`. Owners invite you by {names}.", markup=False)


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


def _show_people(quorum: Quorum, workspace: Workspace) -> None:
    people = quorum.workspaces.people(workspace.workspace_id)
    # Ids stay beside the addresses: members are removed by id.
    members = [
        f"{each.email} ({each.user_id})" if each.email else each.user_id
        for each in people
        if each.user_id != workspace.owner
    ]
    console.print(f"{workspace.name} ({workspace.workspace_id})", markup=False)
    console.print(f"members  {', '.join(members) or 'nobody but the owner'}", markup=False)
    invited = [
        f"{name} (until {until[:10]})" if (until := workspace.invited_until.get(name)) else name
        for name in (*workspace.invited_emails, *workspace.invited)
    ]
    console.print(f"invited  {', '.join(invited) or 'nobody'}", markup=False)
