"""`quorum move-workspace`: a workspace to the other search engine, while it is being searched."""

from __future__ import annotations

import time

import click
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from quorum_client.cli.display import console, find_workspace, open_quorum
from quorum_client.client import Quorum
from quorum_client.errors import ClientError
from quorum_client.values import MoveState

_LOOK_EVERY_S = 1.0


@click.command("move-workspace")
@click.argument("workspace")
@click.option("--engine", type=click.Choice(["postgresql", "opensearch", "store"]), required=True)
@click.option("--limit", "limit_s", default=3600.0, show_default=True, help="Seconds to wait; 0 to not wait.")
def move_workspace(workspace: str, engine: str, *, limit_s: float) -> None:
    """Moves WORKSPACE (id or name) to another search engine, from the archive of its documents.

    It is searched all the time: by the old engine until everything is copied, then by the new one.
    Asked for the engine it is on, a move under way is given up.
    """
    with open_quorum() as quorum:
        found = find_workspace(quorum, workspace)
        state = quorum.workspaces.move(found.workspace_id, engine)
        if limit_s > 0 and state.engine != engine:
            state = _follow(quorum, found.workspace_id, engine, limit_s)
    if state.engine == engine:
        console.print(f"{found.name!r} is searched by {engine}.")
    else:
        console.print(f"{found.name!r} is being copied to {state.moving_to}.")


def _follow(quorum: Quorum, workspace_id: str, engine: str, limit_s: float) -> MoveState:
    """Shows the copying until the workspace is switched."""
    deadline = time.monotonic() + limit_s
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console) as progress:
        bar = progress.add_task("documents", total=None)
        while time.monotonic() < deadline:
            state = quorum.workspaces.move_state(workspace_id)
            progress.update(bar, completed=state.copied, total=state.total or None)
            if state.engine == engine or not state.moving_to:
                return state
            time.sleep(_LOOK_EVERY_S)
    raise ClientError(
        f"the move is not done after {limit_s:g} s", remedy="It goes on; run the command again to follow it."
    )
