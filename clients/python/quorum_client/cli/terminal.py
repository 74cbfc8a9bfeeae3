"""What others wrote, printed so that it cannot drive the terminal.

Names, titles, answers and reasons come from documents, models and servers. An escape sequence in one of them
could rename the window, hide lines or type for the user.
"""

from __future__ import annotations

import re
from typing import Any

from rich.console import Console

_DRIVES_TERMINALS = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]"
)


def printable(text: str) -> str:
    """Returns the text with a replacement character for each that a terminal obeys or hides."""
    return _DRIVES_TERMINALS.sub("�", text)


class SafeConsole(Console):
    """A console that prints texts as they read; what it styles itself stays styled."""

    def print(self, *objects: Any, **options: Any) -> None:
        super().print(*(printable(one) if isinstance(one, str) else one for one in objects), **options)
