"""A noun's verbs."""

from __future__ import annotations

import difflib

import click


class NounGroup(click.Group):
    """Verbs in the order they were added, with aliases that work and are not listed."""

    def __init__(self, *arguments: object, **options: object) -> None:
        super().__init__(*arguments, **options)  # pyright: ignore[reportArgumentType]
        self.aliases: dict[str, click.Command] = {}

    def add_alias(self, name: str, command: click.Command) -> None:
        self.aliases[name] = command

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's
        return list(self.commands)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        return super().get_command(ctx, cmd_name) or self.aliases.get(cmd_name)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Finds the verb; names all of them if there is none."""
        name = args[0]
        is_unknown = self.get_command(ctx, name) is None and not name.startswith("-")
        if is_unknown and not ctx.resilient_parsing:
            near = difflib.get_close_matches(name, self.commands, n=2)
            remedy = f"Did you mean {', '.join(near)}?" if near else f"There are {', '.join(self.commands)}."
            raise click.UsageError(f"{ctx.command_path} has no {name!r}. {remedy}", ctx)
        return super().resolve_command(ctx, args)
