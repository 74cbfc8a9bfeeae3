"""A group of commands whose modules are imported when they are used: `quorum --help` and Tab stay fast."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module

import click
from click.shell_completion import CompletionItem


@dataclass(frozen=True, slots=True)
class Entry:
    """Where a command is, and the line about it in the group's help.

    Attributes:
        target: Module below `quorum_client.cli` and the command's name in it, as `lists:usage`.
        help: The first sentence of the command's own help; empty for an alias, which is not listed.
    """

    target: str
    help: str = ""

    def load(self) -> click.Command:
        module, _, name = self.target.partition(":")
        return getattr(import_module(f"quorum_client.cli.{module}"), name)


class LazyGroup(click.Group):
    """Lists its commands by section from a table, and imports the one that is asked for.

    Args:
        sections: By title, the commands of a section by name; what has no help is an alias.
    """

    def __init__(self, *, sections: Mapping[str, Mapping[str, Entry]], **options: object) -> None:
        super().__init__(**options)  # pyright: ignore[reportArgumentType]
        self.sections = sections
        self.entries = {name: entry for section in sections.values() for name, entry in section.items()}

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's
        """Returns the names that help and completion show."""
        return [name for name, entry in self.entries.items() if entry.help]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's
        entry = self.entries.get(cmd_name)
        return entry.load() if entry else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Finds the command; names those that are like it if there is none."""
        name = args[0]
        if name not in self.entries and not name.startswith("-") and not ctx.resilient_parsing:
            near = difflib.get_close_matches(name, self.list_commands(ctx), n=3)
            remedy = f"Did you mean {', '.join(near)}?" if near else f"`{ctx.command_path} -h` lists them."
            raise click.UsageError(f"There is no command {name!r}. {remedy}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        width = max(map(len, self.list_commands(ctx)))
        for title, section in self.sections.items():
            rows = [(name.ljust(width), entry.help) for name, entry in section.items() if entry.help]
            if rows:
                with formatter.section(title):
                    formatter.write_dl(rows)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Completes names without importing the commands."""
        names = [
            CompletionItem(name, help=self.entries[name].help)
            for name in self.list_commands(ctx)
            if name.startswith(incomplete)
        ]
        return [*names, *click.Command.shell_complete(self, ctx, incomplete)]
