"""`quorum completion`: what makes a shell complete commands on Tab."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from quorum_client.cli.exits import COMPLETE_VARIABLE

SHELLS = ("bash", "zsh", "fish")


@click.command()
@click.argument("shell", type=click.Choice(SHELLS))
def completion(shell: str) -> None:
    """Prints what makes SHELL complete commands and options on Tab.

    \b
    bash   echo 'source <(quorum completion bash)' >> ~/.bashrc
    zsh    echo 'source <(quorum completion zsh)' >> ~/.zshrc
    fish   quorum completion fish > ~/.config/fish/completions/quorum.fish
    """
    kind = get_completion_class(shell)
    assert kind is not None  # noqa: S101 - each of SHELLS has one
    root = click.get_current_context().find_root().command
    source = kind(root, {}, "quorum", COMPLETE_VARIABLE)
    # `source()` of bash would start bash, to ask for its version.
    script = source.source_template % source.source_vars()
    # click's script for fish cuts a description at its first comma.
    click.echo(script.replace('string split ","', 'string split -m 1 ","'))
