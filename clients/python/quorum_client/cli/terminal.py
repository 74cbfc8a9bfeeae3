"""Consoles that print what others wrote so that it cannot drive the terminal."""

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
        super().print(*(printable(one) if isinstance(one, str) else one for one in objects), **options)

    def on_broken_pipe(self) -> None:
        """Leaves it to `exits.run`: Rich would end the process with 1."""
        raise BrokenPipeError

    def out(self, *objects: Any, **options: Any) -> None:
        super().out(*(printable(one) if isinstance(one, str) else one for one in objects), **options)
