"""`quorum replay`: a question of yours once more, as a run of its own."""

from __future__ import annotations

from pathlib import Path

import click

from quorum_client.cli.ask import as_json, show_answer
from quorum_client.cli.display import console, json_option, open_quorum, write_result


@click.command()
@click.argument("run_id")
@json_option
def replay(run_id: str, *, json_file: Path | None) -> None:
    """Asks the question of RUN_ID, as `quorum ask` prints it, of every model again.

    The run stays as it is, and so does its conversation. Every step can be watched in the console of
    Step Functions, under the machine `answer_question_replay`.
    """
    with open_quorum() as quorum, console.status("replaying …"):
        answer = quorum.replay(run_id)
    console.out(answer.text, highlight=False)
    show_answer(answer)
    console.print(f"replayed      {run_id}", style="dim")
    write_result(json_file, as_json(answer))
