"""`quorum replay`: asks the question of a run again, as a run of its own."""

from __future__ import annotations

import click

from quorum_client.cli.ask import show_answer
from quorum_client.cli.display import json_option, notes, open_quorum, prose, write_json
from quorum_client.values import to_json


@click.command()
@click.argument("run_id", metavar="RUN")
@json_option
def replay(run_id: str, *, as_json: bool) -> None:
    """Asks the question of RUN, as `quorum ask` prints it, of every model again.

    The run stays as it is, and so does its conversation. Every step can be watched in the console of
    Step Functions, under the machine `answer_question_replay`.
    """
    with open_quorum() as quorum, notes.status("replaying …"):
        answer = quorum.replay(run_id)
    out = prose(as_json=as_json)
    out.out(answer.text, highlight=False)
    show_answer(answer, out)
    notes.print(f"replayed      {run_id}", style="dim", markup=False)
    if as_json:
        write_json(to_json(answer))
