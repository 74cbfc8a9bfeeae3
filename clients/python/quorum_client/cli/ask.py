"""`quorum ask`: a question, streamed; then sources, agreement and timings."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click
from rich.markup import escape

from quorum_client.answering import AnswerStream
from quorum_client.cli.display import (
    console,
    filter_option,
    find_workspace,
    json_option,
    open_quorum,
    workspace_option,
    write_result,
)
from quorum_client.cli.verdict import show_claims, show_verdict
from quorum_client.errors import ClientError
from quorum_client.filters import read_filters
from quorum_client.protocol.outcome_words import STATUS_WORDS, VERDICT_WORDS
from quorum_client.protocol.outcomes import Verdict
from quorum_client.values import MODES, Answer, Mode, to_json


@click.command()
@click.argument("question")
@workspace_option
@click.option("--mode", type=click.Choice(MODES), default=None, help="Default is the workspace's own.")
@click.option("--model", "models", multiple=True, help="Ask only this model; may be repeated.")
@filter_option
@click.option("--in-session", "session_id", default="", help="Continue this conversation.")
@json_option
def ask(
    question: str,
    *,
    workspace: str,
    mode: Mode | None,
    models: tuple[str, ...],
    filters: tuple[str, ...],
    session_id: str,
    json_file: Path | None,
) -> None:
    """Asks QUESTION over the documents of a workspace."""
    wanted = read_filters(filters)
    with open_quorum() as quorum:
        found = find_workspace(quorum, workspace)
        stream = quorum.stream(
            question, found.workspace_id, mode=mode, models=models, session_id=session_id, filters=wanted
        )
        try:
            _show_frames(stream)
        except KeyboardInterrupt:
            stream.cancel()
            raise ClientError("cancelled") from None
    if stream.answer is None:
        raise ClientError("the stream ended without an answer")
    show_answer(stream.answer)
    write_result(json_file, as_json(stream.answer))


def as_json(answer: Answer) -> dict[str, Any]:
    """Returns what `--json` writes: the whole answer as the contract has it."""
    return to_json(answer)


def _show_frames(stream: AnswerStream) -> None:
    """Prints the answer's tokens as they come; before them, who is thinking."""
    waiting = sys.stdout.isatty()
    with console.status("asking …") as status:
        for frame in stream:
            if waiting and frame.get("type") == "passages":
                status.update(f"{len(frame.get('passages') or ())} passages found, the models read …")
            if waiting and frame.get("type") == "waking":
                status.update(f"the database is waking, which takes about {frame.get('expected_s')} s …")
            if waiting and frame.get("type") == "draft":
                status.update(f"{escape(str(frame.get('model')))} writes …")
            if waiting and frame.get("type") == "provisional":
                out = escape(", ".join(frame.get("waiting_for") or ()))
                console.print(f"provisional, still out: {out}\n{escape(frame['answer'])}", style="dim")
            if "token" in frame:
                status.stop()
                console.out(frame["token"], end="", highlight=False)
    if stream.answer and not stream.answer.text:
        return
    console.print()


def show_answer(answer: Answer) -> None:
    """Prints all but the text of an answer: what is not supported, sources, figures, models, timings."""
    for sentence in answer.sentences:
        if sentence.verdict is not Verdict.SUPPORTED:
            label = VERDICT_WORDS[sentence.verdict].label
            console.print(f"[yellow]! {label}:[/yellow] {escape(sentence.text)}")
    for text in answer.disputed:
        console.print(f"[yellow]! disputed:[/yellow] {escape(text)}")
    if answer.citations:
        console.print("\n[bold]Sources[/bold]")
    for citation in answer.citations:
        place = ", ".join(
            part for part in (f"page {citation.page}" if citation.page else "", citation.section) if part
        )
        mark = "" if citation.verified else " [yellow](not verified)[/yellow]"
        console.print(
            f"\\[{citation.marker}] {escape(citation.title)}{escape(', ' + place if place else '')}{mark}"
        )
        console.print(f"    “{escape(citation.quote)}”", style="dim", soft_wrap=True)
    show_claims(answer)
    show_verdict(answer)
    _show_figures(answer)


def _show_figures(answer: Answer) -> None:
    if answer.made_by == "writer":
        console.print("put into words by a writer from what is agreed, and checked again")
    console.print(f"agreement     {answer.agreement}")
    console.print(f"groundedness  {answer.groundedness}")
    if answer.probability:
        console.print(f"probability   {answer.probability}")
    for model in answer.models:
        reason = f" ({escape(model.reason)})" if model.reason else ""
        reason += " (cut at its token limit)" if model.cut else ""
        status = STATUS_WORDS[model.status].label
        console.print(f"  {escape(model.id):20} {status}{reason}, {model.latency_ms} ms")
    timings = ", ".join(f"{name} {value} ms" for name, value in answer.timings_ms.items())
    console.print(f"timings       {timings}", style="dim")
    console.print(f"run           {answer.run_id}", style="dim")
    if answer.degraded:
        console.print(f"[yellow]degraded: {escape(', '.join(answer.degraded))}[/yellow]")
