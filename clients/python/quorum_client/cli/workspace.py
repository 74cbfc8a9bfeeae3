"""`quorum workspace`: the workspaces one may read, and what they promise."""

from __future__ import annotations

from pathlib import Path

import click

from quorum_client.cli import membership
from quorum_client.cli.display import (
    console,
    find_workspace,
    json_option,
    open_quorum,
    show_table,
    workspace_option,
    write_result,
)
from quorum_client.protocol.codec import to_json
from quorum_client.values import MODES, Mode, Workspace

NOTHING = "It promises nothing of its answers; set a promise with `quorum workspace set --max-error 0.05`."


@click.group()
def workspace() -> None:
    """Lists workspaces, shows one, and changes its settings and who is in it."""


for command in (membership.invite, membership.remove, membership.accept, membership.leave):
    workspace.add_command(command)


@workspace.command("list")
@json_option
def list_workspaces(json_file: Path | None) -> None:
    """Lists the workspaces that you own or are a member of."""
    with open_quorum() as quorum:
        found = quorum.workspaces.list()
    write_result(json_file, [to_json(item) for item in found])
    rows = [(item.name, item.workspace_id, _owner(item), item.mode, _share(item.max_error)) for item in found]
    show_table(
        ("name", "workspace", "owner", "mode", "wrong at most"), rows, empty="There are no workspaces yet."
    )


@workspace.command()
@workspace_option
@json_option
def show(workspace: str, json_file: Path | None) -> None:
    """Shows a workspace's settings, and what it can promise of its answers by now."""
    with open_quorum() as quorum:
        found = find_workspace(quorum, workspace)
        lesson = quorum.workspaces.lesson(found.workspace_id)
    write_result(json_file, {"workspace": to_json(found), "lesson": to_json(lesson)})
    console.print(f"{found.name} ({found.workspace_id})", markup=False)
    console.print(f"owner   {_owner(found)}", markup=False)
    console.print(f"mode    {found.mode}", markup=False)
    console.print(f"models  {', '.join(found.models) or 'those of the deployment'}", markup=False)
    console.print(f"judged  {lesson.judgements} answers", markup=False)
    console.print(lesson.promise.words if lesson.promise else NOTHING, markup=False, soft_wrap=True)


@workspace.command("set")
@workspace_option
@click.option("--name", help="Its name.")
@click.option("--mode", type=click.Choice(MODES), help="How its questions are answered.")
@click.option(
    "--max-error",
    type=click.FloatRange(0, 0.5),
    help="At most this share of questions may get a wrong answer, such as 0.05; 0 promises nothing.",
)
def set_workspace(workspace: str, *, name: str | None, mode: Mode | None, max_error: float | None) -> None:
    """Changes what is given; only the owner may."""
    if name is None and mode is None and max_error is None:
        raise click.UsageError("Say what to change: --name, --mode or --max-error.")
    with open_quorum() as quorum:
        found = find_workspace(quorum, workspace)
        changed = quorum.workspaces.change(found.workspace_id, name=name, mode=mode, max_error=max_error)
        lesson = quorum.workspaces.lesson(found.workspace_id)
    console.print(f"{changed.name} is changed.", markup=False)
    if max_error is not None:
        console.print(lesson.promise.words if lesson.promise else NOTHING, markup=False, soft_wrap=True)


def _owner(found: Workspace) -> str:
    return "you" if found.is_own else found.owner


def _share(max_error: float) -> str:
    return f"{100 * max_error:g} in 100" if max_error else "–"
