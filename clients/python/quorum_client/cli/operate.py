"""Commands that are the project's own: what an environment costs, whether it is sound, and what failed."""

from __future__ import annotations

import click

from quorum_client.checkout import run_module

_PASSED_ON = {"ignore_unknown_options": True, "help_option_names": []}


@click.command(context_settings=_PASSED_ON)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def cost(arguments: tuple[str, ...]) -> None:
    """Counts what an environment costs a month; `--help` says more."""
    raise SystemExit(run_module("tools.cost", arguments))


@click.command(context_settings=_PASSED_ON)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def redrive(arguments: tuple[str, ...]) -> None:
    """Lists messages that failed for good, and tries them again; `--help` says more."""
    raise SystemExit(run_module("tools.operate.redrive", arguments))


@click.command(context_settings=_PASSED_ON)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def smoke(arguments: tuple[str, ...]) -> None:
    """Walks through a deployed environment as its first user; `--help` says more."""
    raise SystemExit(run_module("tools.operate.smoke", arguments))
