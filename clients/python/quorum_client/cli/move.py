"""`quorum workspace move`: moves a workspace to another search engine or encoder while it is searched."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import click
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from quorum_client.cli.display import console, find_workspace, notes, open_quorum
from quorum_client.errors import ClientError

if TYPE_CHECKING:
    from quorum_client.client import Quorum
    from quorum_client.values import MoveState

_LOOK_EVERY_S = 1.0


@click.command()
@click.argument("workspace")
@click.option(
    "--engine", type=click.Choice(["postgresql", "opensearch", "store"]), help="What is to search it."
)
@click.option("--encoder", help="What is to embed it, as config.json names it.")
@click.option("--limit", "limit_s", default=3600.0, show_default=True, help="Seconds to wait; 0 to not wait.")
def move(workspace: str, engine: str | None, encoder: str | None, *, limit_s: float) -> None:
    """Moves WORKSPACE (id or name) to another search engine or encoder, from the archive of its documents.

    Another encoder embeds all documents again. The workspace is searched all the time: in the old place
    until everything is there, then in the new one. A move to the engine and encoder that it has
    already cancels one that is under way.
    """
    if not engine and not encoder:
        raise click.UsageError("Say where to: --engine, --encoder, or both.")
    with open_quorum() as quorum:
        target = find_workspace(quorum, workspace)
        state = quorum.workspaces.move(target.workspace_id, engine, encoder)
        if limit_s > 0 and not state.is_at(engine, encoder):
            state = _follow(quorum, target.workspace_id, (engine, encoder), limit_s)
    if state.is_at(engine, encoder):
        console.print(
            f"{target.name!r} is searched by {state.engine}, embedded by {state.encoder}.", markup=False
        )
    else:
        console.print(
            f"{target.name!r} is being copied to {state.moving_to}, {state.moving_to_encoder}.", markup=False
        )


def _follow(
    quorum: Quorum, workspace_id: str, destination: tuple[str | None, str | None], limit_s: float
) -> MoveState:
    """Shows the copying until the workspace is switched."""
    deadline = time.monotonic() + limit_s
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=notes, disable=not notes.is_terminal) as progress:
        bar = progress.add_task("documents", total=None)
        while time.monotonic() < deadline:
            state = quorum.workspaces.move_state(workspace_id)
            progress.update(bar, completed=state.copied, total=state.total or None)
            if state.is_at(*destination) or not state.moving_to:
                return state
            time.sleep(_LOOK_EVERY_S)
    raise ClientError(
        f"the move is not done after {limit_s:g} s", remedy="It goes on; run the command again to follow it."
    )
