"""`quorum workspace evaluations` and `disputes`, and the words for a workspace's budget."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from quorum_client.cli.display import find_workspace, open_quorum, workspace_option
from quorum_client.cli.tables import Column, Record, list_options, write_list
from quorum_client.protocol.codec import to_json

if TYPE_CHECKING:
    from quorum_client.protocol.workspaces import WorkspaceBudget

_SHOWN_FIGURES = 4


@click.command()
@workspace_option
@list_options
def evaluations(workspace: str, output_format: str) -> None:
    """Lists the evaluation runs that were published to the workspace, newest first."""
    with open_quorum() as quorum:
        runs = quorum.workspaces.evaluations(find_workspace(quorum, workspace).workspace_id)
    columns: dict[str, Column] = {
        "published": lambda run: run["published_at"][:10],
        "kind": "kind",
        "set": "name",
        "figures": _figures,
        "command": "command",
    }
    empty = "No evaluation run is published; `quorum evaluate answers FILE --publish WORKSPACE` does."
    write_list(output_format, to_json(list(runs)), columns, empty=empty)


@click.command()
@workspace_option
@list_options
def disputes(workspace: str, output_format: str) -> None:
    """Lists your latest answers in the workspace that models or documents dispute, newest first."""
    with open_quorum() as quorum:
        listed = quorum.workspaces.disputes(find_workspace(quorum, workspace).workspace_id)
    columns = {
        "answered": "answered_at",
        "session": "session_id",
        "question": "question",
        "outcome": "outcome",
        "instead": "disputed",
    }
    empty = f"Nothing was disputed in your latest {listed.looked_through} conversations here."
    write_list(output_format, to_json(list(listed.disputes)), columns, empty=empty)


def budget_words(budget: WorkspaceBudget) -> str:
    """Returns what all members may use per day, and what is used of it."""
    tokens = budget.used.input_tokens + budget.used.output_tokens
    limits = [
        f"${budget.used.cost_usd:.4f} of ${budget.daily_cost_usd:g}" if budget.daily_cost_usd else "",
        f"{tokens:,} of {budget.daily_tokens:,} tokens" if budget.daily_tokens else "",
    ]
    used = " and ".join(filter(None, limits))
    return f"{used} used today by all members" if used else "no limit of its own"


def _figures(run: Record) -> str:
    figures = list(run["figures"].items())
    shown = [f"{name} {value:g}" for name, value in figures[:_SHOWN_FIGURES]]
    return ", ".join([*shown, "…"] if len(figures) > _SHOWN_FIGURES else shown)
