"""`quorum run`: single answers with all that they rest on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from quorum_client.cli.ask import show_answer
from quorum_client.cli.display import console, json_option, open_quorum, write_json
from quorum_client.cli.files import output_option, write_output
from quorum_client.cli.groups import NounGroup
from quorum_client.cli.markdown import answer_markdown
from quorum_client.cli.printable import json_text
from quorum_client.cli.rate import rate
from quorum_client.cli.replay import replay
from quorum_client.cli.session import EXPORTS, resolve
from quorum_client.cli.tables import Column, list_options, write_list
from quorum_client.errors import ClientError
from quorum_client.protocol.codec import to_json
from quorum_client.values import Answer, Conversation

if TYPE_CHECKING:
    from quorum_client.client import Quorum
    from quorum_client.protocol.questions import Run

NEWEST = 20


@click.group(cls=NounGroup)
def run() -> None:
    """Single answers with all that they rest on; kept for a day."""


@run.command("list")
@click.option(
    "--in-session", "name", default="", metavar="SESSION", help="Of this conversation (id or title)."
)
@click.option("--limit", type=click.IntRange(min=1), default=NEWEST, show_default=True, help="Runs at most.")
@list_options
def list_runs(name: str, *, limit: int, output_format: str) -> None:
    """Lists the runs of your conversations, those of the conversation last used first."""
    with open_quorum() as quorum:
        known = quorum.sessions()
        wanted = [resolve(known, name)] if name else known
        records = _newest(quorum, [each["session_id"] for each in wanted], limit)
    columns: dict[str, Column] = {
        "asked": lambda each: each["created_at"][:19].replace("T", " "),
        "question": "question",
        "outcome": "outcome",
        "run": "run_id",
    }
    write_list(output_format, records, columns, empty="Nothing was asked yet.")


@run.command()
@click.argument("run_id", metavar="RUN")
@json_option
def show(run_id: str, *, as_json: bool) -> None:
    """Shows the question and the whole answer of RUN."""
    with open_quorum() as quorum:
        record = quorum.run(run_id)
    if as_json:
        write_json(to_json(record))
        return
    console.print(record.query, markup=False, style="bold")
    answer = _answer(record)
    console.print(answer.text, markup=False)
    show_answer(answer)


@run.command()
@click.argument("run_id", metavar="RUN")
@click.option("--format", "kind", type=click.Choice(EXPORTS), default="markdown", show_default=True)
@output_option
def export(run_id: str, *, kind: str, output: Path | None) -> None:
    """Writes the question and the answer of RUN with its sources and who says what."""
    with open_quorum() as quorum:
        record = quorum.run(run_id)
    answer = _answer(record)
    whole = {"question": record.query, **to_json(answer)}
    write_output(
        answer_markdown(record.query, answer) if kind == "markdown" else f"{json_text(whole)}\n", output
    )


run.add_command(replay)
run.add_command(rate)
run.add_alias("retry", replay)


def _answer(record: Run) -> Answer:
    if record.error:
        raise ClientError(
            f"run {record.run_id!r} has failed: {record.error.error}", remedy=record.error.remedy
        )
    if record.result is None:
        raise ClientError(f"run {record.run_id!r} is not done", remedy="Look again in a few seconds")
    return Answer.from_done(to_json(record.result))


def _newest(quorum: Quorum, session_ids: list[str], limit: int) -> list[dict[str, Any]]:
    """Returns the runs of conversations, opening no more of them than are needed."""
    records: list[dict[str, Any]] = []
    for session_id in session_ids:
        records += reversed([*_runs(quorum.session_messages(session_id))])
        if len(records) >= limit:
            break
    return records[:limit]


def _runs(conversation: Conversation) -> Iterator[dict[str, Any]]:
    question = ""
    for message in conversation.messages:
        if message.role == "user":
            question = message.text
        elif message.run_id:
            yield {
                "run_id": message.run_id,
                "created_at": message.created_at,
                "question": question,
                "outcome": str(message.answer.outcome) if message.answer else "",
                "session_id": conversation.session_id,
                "workspace_id": message.workspace_id,
            }
