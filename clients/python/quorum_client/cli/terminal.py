"""Consoles that print text of others so that it cannot control the terminal."""

from __future__ import annotations

from typing import Any

from rich.console import Console

from quorum_client.cli.printable import printable


class SafeConsole(Console):
    """A console that prints texts as they read; what it styles itself stays styled.

    Without a terminal no line is wrapped or cut.
    """

    def print(self, *objects: Any, **options: Any) -> None:
        if not self.is_terminal:
            options.setdefault("soft_wrap", True)
        super().print(*(printable(each) if isinstance(each, str) else each for each in objects), **options)

    def on_broken_pipe(self) -> None:
        """Leaves it to `exits.run`: Rich would end the process with 1."""
        raise BrokenPipeError

    def out(self, *objects: Any, **options: Any) -> None:
        super().out(*(printable(each) if isinstance(each, str) else each for each in objects), **options)
