"""`quorum evaluate`: runs the project's own measurements."""

from __future__ import annotations

from functools import partial

import click

from quorum_client.checkout import run_module
from quorum_client.cli.publish import run_and_publish, without_publish

_PASS_ON = {"ignore_unknown_options": True, "help_option_names": []}


@click.group()
def evaluate() -> None:
    """Measures retrieval, checks and whole answers; `--help` after each says more.

    Those that take `--json FILE` also take `--publish WORKSPACE`: its members see the figures under Trust.
    """


def _command(name: str, module: str, purpose: str) -> click.Command:
    @click.command(name, context_settings=_PASS_ON, help=purpose)
    @click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
    def run(arguments: tuple[str, ...]) -> None:
        asked, workspace = without_publish(arguments)
        measure = partial(run_module, f"evaluation.{module}")
        raise click.exceptions.Exit(
            measure(asked) if workspace is None else run_and_publish(name, asked, measure, workspace)
        )

    return run


for _name, _module, _purpose in (
    ("retrieval", "retrieval.evaluate_retrieval", "Measures retrieval on a BEIR-style folder."),
    (
        "peers",
        "peers.evaluate_peers",
        "Measures retrieval beside LangChain, LlamaIndex, Haystack and AWS's sample.",
    ),
    ("agreement", "checks.evaluate_agreement", "Measures agreement on a file of several models' answers."),
    ("groundedness", "checks.evaluate_groundedness", "Measures groundedness on files of labelled claims."),
    ("claims", "checks.evaluate_claims", "Checks claims with the expected verdict against short passages."),
    ("extraction", "checks.evaluate_extraction", "Checks what is read in files against the texts they hold."),
    ("refusals", "checks.evaluate_refusals", "Measures whether refusals are told from answers."),
    (
        "injections",
        "checks.evaluate_injections",
        "Measures whether instructions to a model are told from ordinary sentences.",
    ),
    (
        "planted",
        "checks.evaluate_planted",
        "Measures whether one planted document can make an answer unnoticed.",
    ),
    ("scenarios", "answers.evaluate_scenarios", "Checks what comes of given answers over given passages."),
    (
        "mutations",
        "mutations.evaluate_mutations",
        "Changes facts in real sentences and counts what the check catches.",
    ),
    ("answers", "answers.evaluate_answers", "Measures whole answers, end to end, on a file of questions."),
):
    evaluate.add_command(_command(_name, _module, _purpose))
