"""Writes an export to the named file, else to standard output."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from quorum_client.cli.printable import printable
from quorum_client.errors import WrongInput

output_option = click.option(
    "--output",
    "-o",
    type=click.Path(dir_okay=False, path_type=Path),
    help="File; default is standard output.",
)


def write_output(content: str | bytes, file: Path | None) -> None:
    """Writes text or bytes.

    Raises:
        WrongInput: The file cannot be written, or bytes would reach a terminal.
    """
    if file is not None:
        _write_file(content, file)
    elif isinstance(content, str):
        click.echo(printable(content) if sys.stdout.isatty() else content, nl=not content.endswith("\n"))
    elif sys.stdout.isatty():
        raise WrongInput("the original is not shown on a terminal", remedy="Add --output FILE, or pipe it")
    else:
        click.echo(content, nl=False)


def _write_file(content: str | bytes, file: Path) -> None:
    try:
        file.write_bytes(content.encode() if isinstance(content, str) else content)
    except OSError as error:
        raise WrongInput(
            f"{str(file)!r} cannot be written ({error.strerror})", remedy="Name another with --output"
        ) from None
