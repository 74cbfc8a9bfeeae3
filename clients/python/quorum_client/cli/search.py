"""`quorum search`: finds the passages that an answer would rest on, and asks no model."""

from __future__ import annotations

import click
from rich.markup import escape

from quorum_client.cli.display import (
    console,
    filter_option,
    find_workspace,
    json_option,
    open_quorum,
    workspace_option,
    write_json,
)
from quorum_client.filters import read_filters
from quorum_client.values import Found, FoundPassage, to_json


@click.command()
@click.argument("question")
@workspace_option
@filter_option
@click.option("--limit", type=click.IntRange(min=1), default=None, help="Passages; default is the server's.")
@json_option
def search(
    question: str, *, workspace: str, filters: tuple[str, ...], limit: int | None, as_json: bool
) -> None:
    """Finds passages for QUESTION and asks no model."""
    wanted = read_filters(filters)
    with open_quorum() as quorum:
        workspace_id = find_workspace(quorum, workspace).workspace_id
        result = quorum.search(question, workspace_id, limit=limit, filters=wanted)
    if as_json:
        write_json(to_json(result))
        return
    for number, passage in enumerate(result.passages, 1):
        _show(number, passage)
    if not result.passages:
        console.print("Nothing was found" + (" that passes the filters." if wanted else "."))
    _show_figures(result)


def _show(number: int, passage: FoundPassage) -> None:
    page = f"page {passage.page}" if passage.page else ""
    # The outermost heading of many documents is their title, which is printed once.
    section = passage.section.removeprefix(passage.title).removeprefix(" › ")
    heading = ", ".join(filter(None, (passage.title, section, page)))
    console.print(f"[bold]{number}. {escape(heading)}[/bold]  [dim]{passage.score:.3f}[/dim]", soft_wrap=True)
    console.print(escape(" ".join(passage.text.split())), soft_wrap=True)
    console.print()


def _show_figures(result: Found) -> None:
    timings = ", ".join(f"{stage} {value:g} ms" for stage, value in result.elapsed_ms.items())
    console.print(f"timings  {timings}", style="dim")
    if result.degraded:
        console.print(f"[yellow]degraded: {escape(', '.join(result.degraded))}[/yellow]")
