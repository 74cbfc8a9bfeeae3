"""`quorum ask`: a question, streamed; then sources, figures, and the verdict at the end."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click
from rich.markup import escape

from quorum_client.cli.display import (
    console,
    filter_option,
    find_workspace,
    json_option,
    notes,
    open_quorum,
    prose,
    workspace_option,
    write_json,
)
from quorum_client.cli.exits import Interrupted
from quorum_client.cli.markdown import citation_location
from quorum_client.cli.terminal import SafeConsole
from quorum_client.cli.verdict import show_claims, show_verdict
from quorum_client.errors import ClientError, WrongInput
from quorum_client.filters import read_filters
from quorum_client.protocol.outcome_words import STATUS_WORDS, VERDICT_WORDS
from quorum_client.protocol.outcomes import Verdict
from quorum_client.values import MODES, Answer, Mode, to_json

if TYPE_CHECKING:
    from quorum_client.answering import AnswerStream
    from quorum_client.frames import Frame

_STANDARD_INPUT = "-"


@click.command()
@click.argument("question")
@workspace_option
@click.option("--mode", type=click.Choice(MODES), default=None, help="Default is the workspace's own.")
@click.option("--model", "models", multiple=True, help="Ask only this model; may be repeated.")
@filter_option
@click.option("--in-session", "session_id", default="", metavar="SESSION", help="Continue this conversation.")
@json_option
def ask(
    question: str,
    *,
    workspace: str,
    mode: Mode | None,
    models: tuple[str, ...],
    filters: tuple[str, ...],
    session_id: str,
    as_json: bool,
) -> None:
    """Asks QUESTION over the documents of a workspace.

    The answer is streamed; its sources, who says what, and the verdict follow. With - for QUESTION it is read
    from standard input.
    """
    wanted, asked = read_filters(filters), _question(question)
    out = prose(as_json=as_json)
    with open_quorum() as quorum:
        workspace_id = find_workspace(quorum, workspace).workspace_id
        stream = quorum.stream(
            asked, workspace_id, mode=mode, models=models, session_id=session_id, filters=wanted
        )
        shown = _Shown(out)
        try:
            for frame in stream:
                shown.take(frame)
        except KeyboardInterrupt:
            stream.cancel()
            raise Interrupted("interrupted, and the models were told to stop") from None
        finally:
            shown.end()
    answer = _answer(stream)
    show_answer(answer, out)
    if as_json:
        write_json(to_json(answer))
    if notes.is_terminal:
        notes.print(f"Go on: quorum ask … --in-session {shown.session_id}", style="dim", markup=False)
        notes.print(f"Judge: quorum rate {answer.run_id} up|down", style="dim", markup=False)


def _question(text: str) -> str:
    asked = sys.stdin.read().strip() if text == _STANDARD_INPUT else text
    if not asked.strip():
        raise WrongInput("the question is empty", remedy="Write it in quotes, or give - and pipe it in")
    return asked


class _Shown:
    """Prints the answer's tokens as they come; on a terminal also which step is under way."""

    def __init__(self, out: SafeConsole) -> None:
        self.session_id = ""
        self._out, self._has_text = out, False
        self._status = notes.status("asked; waiting for its turn …")
        self._status.start()

    def take(self, frame: Frame) -> None:
        self.session_id = str(frame.get("session_id") or self.session_id)
        match frame.get("type"):
            case "accepted":
                self._status.update("searching the documents …")
            case "passages":
                self._status.update(f"{len(frame.get('passages') or ())} passages found, the models read …")
            case "waking":
                self._status.update(f"the database wakes, which takes about {frame.get('expected_s')} s …")
            case "draft":
                self._status.update(f"{escape(str(frame.get('model')))} writes …")
            case "provisional" if notes.is_terminal:
                waiting = ", ".join(frame.get("waiting_for") or ())
                words = f"provisional, {waiting} still write:\n{frame['answer']}\n"
                notes.print(words, style="dim", markup=False)
            case _:
                pass
        if "token" in frame:
            self._status.stop()
            self._has_text = True
            self._out.out(frame["token"], end="", highlight=False)

    def end(self) -> None:
        """Ends the line that was begun; may be called again."""
        self._status.stop()
        if self._has_text:
            self._out.out("")
            self._has_text = False


def _answer(stream: AnswerStream) -> Answer:
    if stream.answer is None:
        raise ClientError("the stream ended without an answer", remedy="Ask again")
    return stream.answer


def show_answer(answer: Answer, out: SafeConsole = console) -> None:
    """Prints all but the text of an answer: sources, models and figures, and the verdict at the end."""
    for sentence in answer.sentences:
        if sentence.verdict is not Verdict.SUPPORTED:
            label = VERDICT_WORDS[sentence.verdict].label
            out.print(f"[yellow]! {label}:[/yellow] {escape(sentence.text)}")
    for text in answer.disputed:
        out.print(f"[yellow]! disputed:[/yellow] {escape(text)}")
    _show_sources(answer, out)
    show_claims(answer, out)
    _show_figures(answer, out)
    show_verdict(answer, out)


def _show_sources(answer: Answer, out: SafeConsole) -> None:
    if answer.citations:
        out.print("\n[bold]Sources[/bold]")
    for citation in answer.citations:
        mark = "" if citation.verified else " [yellow](not verified)[/yellow]"
        out.print(f"\\[{citation.marker}] {escape(citation_location(citation))}{mark}")
        out.print(f"    “{escape(citation.quote)}”", style="dim", soft_wrap=True)
    if answer.nearest and not answer.citations:
        out.print("\n[bold]Nearest passages[/bold]")
        for passage in answer.nearest:
            out.print(f"- {escape(passage.title)}: {escape(' '.join(passage.text.split()))}", style="dim")


def _show_figures(answer: Answer, out: SafeConsole) -> None:
    out.print()
    if answer.made_by == "writer":
        out.print("put into words by a writer from what is agreed, and checked again")
    for model in answer.models:
        reason = f" ({escape(model.reason)})" if model.reason else ""
        reason += " (cut at its token limit)" if model.cut else ""
        status = STATUS_WORDS[model.status].label
        out.print(f"{escape(model.id):20} {status}{reason}, {model.latency_ms} ms", style="dim")
    timings = ", ".join(f"{name} {value} ms" for name, value in answer.timings_ms.items())
    figures = {
        "agreement": str(answer.agreement),
        "groundedness": str(answer.groundedness),
        "probability": str(answer.probability or ""),
        "timings": timings,
        "run": answer.run_id,
    }
    for name, text in figures.items():
        if text:
            out.print(f"{name:13} {escape(text)}", style="dim")
    if answer.degraded:
        out.print(f"[yellow]degraded: {escape(', '.join(answer.degraded))}[/yellow]")
