"""`quorum rate`: rates an answer."""

from __future__ import annotations

from typing import Literal

import click

from quorum_client.cli.display import console, open_quorum


@click.command()
@click.argument("run_id", metavar="RUN")
@click.argument("rating", type=click.Choice(["up", "down"]))
@click.option("--comment", default="", help="Why.")
def rate(run_id: str, rating: Literal["up", "down"], comment: str) -> None:
    """Says whether the answer of RUN, as `quorum ask` prints it, was right.

    The workspace learns from it what its figures are worth.
    """
    with open_quorum() as quorum:
        quorum.rate(run_id, rating, comment)
    console.print("Thank you.")
