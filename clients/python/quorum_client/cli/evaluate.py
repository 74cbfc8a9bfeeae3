"""`quorum evaluate`: runs the project's own measurements."""

from __future__ import annotations

import click

from quorum_client.checkout import run_module

_PASS_ON = {"ignore_unknown_options": True, "help_option_names": []}


@click.group()
def evaluate() -> None:
    """Measures retrieval, agreement, groundedness or whole answers; `--help` after each says more."""


def _command(name: str, purpose: str) -> click.Command:
    @click.command(name, context_settings=_PASS_ON, help=purpose)
    @click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
    def run(arguments: tuple[str, ...]) -> None:
        raise SystemExit(run_module(f"cdk_app.evaluation.{name}", arguments))

    return run


for _name, _purpose in (
    ("retrieval", "Measures retrieval on a BEIR-style folder."),
    ("peers", "Measures retrieval beside LangChain, LlamaIndex, Haystack and AWS's sample."),
    ("agreement", "Measures agreement on a file of several models' answers."),
    ("groundedness", "Measures groundedness on files of labelled claims."),
    ("answers", "Measures whole answers, end to end, on a file of questions."),
):
    evaluate.add_command(_command(_name, _purpose))
