"""`quorum extract`: shows what Quorum reads in files, without a server."""

from __future__ import annotations

import click

from quorum_client.checkout import run_module


@click.command(context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def extract(arguments: tuple[str, ...]) -> None:
    """Shows the text and tables that Quorum reads in files; `--help` says more."""
    raise SystemExit(run_module("tools.extract", arguments))
