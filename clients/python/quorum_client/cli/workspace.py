"""`quorum workspace`: the workspaces of the user, what they promise, and their members."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from quorum_client.cli import membership, move, trust
from quorum_client.cli.display import (
    confirm,
    console,
    find_workspace,
    json_option,
    open_quorum,
    workspace_option,
    write_json,
    yes_option,
)
from quorum_client.cli.groups import NounGroup
from quorum_client.cli.tables import Column, list_options, write_list
from quorum_client.cli.trust import budget_words
from quorum_client.errors import WrongInput
from quorum_client.protocol.codec import to_json
from quorum_client.values import MODES

NOTHING = "It promises nothing of its answers; set a promise with `quorum workspace set --max-error 0.05`."


@click.group(cls=NounGroup)
def workspace() -> None:
    """Sets of documents that are searched together."""


def _named(command: Callable[..., None]) -> Callable[..., None]:
    """Lets the workspace be the argument, or --workspace as everywhere else."""
    return click.argument("name_or_id", required=False, default="", metavar="[WORKSPACE]")(
        workspace_option(command)
    )


def _meant(argument: str, option: str) -> str:
    if argument and option and argument != option:
        raise WrongInput(f"{argument!r} and --workspace {option!r} are two workspaces", remedy="Name one")
    return argument or option


@workspace.command("list")
@list_options
def list_workspaces(output_format: str) -> None:
    """Lists the workspaces that you own or are a member of, newest first."""
    with open_quorum() as quorum:
        workspaces = quorum.workspaces.list()
    columns: dict[str, Column] = {
        "name": "name",
        "workspace": "workspace_id",
        "owner": lambda each: "you" if each["is_own"] else each["owner_email"] or each["owner"],
        "mode": "mode",
        "wrong at most": lambda each: _share(each["max_error"]),
    }
    write_list(
        output_format,
        [to_json(item) for item in workspaces],
        columns,
        empty="There are no workspaces yet. Make one with `quorum workspace create NAME`.",
    )


@workspace.command()
@click.argument("name")
@click.option(
    "--invite",
    "members",
    multiple=True,
    metavar="USER",
    help="Invite a user by e-mail address or id; may be repeated.",
)
@json_option
def create(name: str, *, members: tuple[str, ...], as_json: bool) -> None:
    """Creates a workspace called NAME, which you own."""
    with open_quorum() as quorum:
        made = quorum.workspaces.create(name, members)
    if as_json:
        write_json(to_json(made))
        return
    console.print(f"{made.name} ({made.workspace_id}) is created.", markup=False)


@workspace.command()
@_named
@json_option
def show(name_or_id: str, workspace: str, *, as_json: bool) -> None:
    """Shows a workspace's settings, and what it can promise of its answers by now."""
    with open_quorum() as quorum:
        target = find_workspace(quorum, _meant(name_or_id, workspace))
        report = quorum.workspaces.calibration(target.workspace_id)
        budget = quorum.workspaces.budget(target.workspace_id)
        people = quorum.workspaces.people(target.workspace_id)
    if as_json:
        values = {"workspace": target, "lesson": report, "budget": budget, "people": people}
        write_json(to_json(values))
        return
    names = {person.user_id: person.email or person.user_id for person in people}
    lines = {
        "owner": "you" if target.is_own else names.get(target.owner, target.owner),
        "mode": target.mode,
        "models": ", ".join(target.models) or "those of the deployment",
        "engine": f"{target.engine}, embedded by {target.encoder}",
        "members": ", ".join(names.get(each, each) for each in target.members) or "nobody but the owner",
        "budget": budget_words(budget),
        "judged": f"{report.judgements} answers",
    }
    console.print(f"{target.name} ({target.workspace_id})", markup=False)
    for name, text in lines.items():
        console.print(f"{name:8}{text}", markup=False)
    console.print(report.promise.words if report.promise else NOTHING, markup=False, soft_wrap=True)


@workspace.command("set")
@_named
@click.option("--name", help="Its name.")
@click.option("--mode", type=click.Choice(MODES), help="How its questions are answered.")
@click.option(
    "--max-error",
    type=click.FloatRange(0, 0.5),
    help="At most this share of questions may get a wrong answer, such as 0.05; 0 promises nothing.",
)
@click.option(
    "--daily-cost-usd",
    type=click.FloatRange(0, 1e6),
    help="US dollars that all members together may spend per day (UTC); 0 for no limit.",
)
@click.option(
    "--daily-tokens",
    type=click.IntRange(0, 10**12),
    help="Tokens that all members together may use per day (UTC); 0 for no limit.",
)
def set_workspace(name_or_id: str, workspace: str, **change: Any) -> None:
    """Changes what is given; only the owner may."""
    if all(value is None for value in change.values()):
        options = (f"--{name.replace('_', '-')}" for name in change)
        raise click.UsageError(f"Say what to change: {', '.join(options)}.")
    with open_quorum() as quorum:
        target = find_workspace(quorum, _meant(name_or_id, workspace))
        changed = quorum.workspaces.change(target.workspace_id, **change)
        report = quorum.workspaces.calibration(target.workspace_id)
    console.print(f"{changed.name} is changed.", markup=False)
    if change["max_error"] is not None:
        console.print(report.promise.words if report.promise else NOTHING, markup=False, soft_wrap=True)


@workspace.command()
@click.argument("name_or_id", metavar="WORKSPACE")
@yes_option
def delete(name_or_id: str, *, yes: bool) -> None:
    """Deletes WORKSPACE with all its documents; only the owner may."""
    with open_quorum() as quorum:
        target = quorum.workspaces.find(name_or_id)
        confirm(f"Delete {target.name!r} ({target.workspace_id}) and all its documents?", yes=yes)
        quorum.workspaces.delete(target.workspace_id)
    console.print(f"{target.name} ({target.workspace_id}) is deleted.", markup=False)


for _verb in (
    move.move,
    membership.invite,
    membership.remove,
    membership.invitations,
    membership.accept,
    membership.leave,
    trust.evaluations,
    trust.disputes,
):
    workspace.add_command(_verb)
workspace.add_alias("share", membership.invite)


def _share(max_error: float) -> str:
    return f"{100 * max_error:g} in 100" if max_error else "–"
