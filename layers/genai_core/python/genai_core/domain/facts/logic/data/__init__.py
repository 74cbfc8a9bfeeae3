"""Word lists as data; `#` begins a comment."""

from __future__ import annotations

from functools import cache
from importlib import resources


@cache
def lines_of(name: str) -> tuple[str, ...]:
    """Returns the lines of `<name>.txt` in order, without comments and blank lines."""
    text = (resources.files("genai_core.domain.facts.logic.data") / f"{name}.txt").read_text("utf-8")
    lines = (line.partition("#")[0].strip() for line in text.splitlines())
    return tuple(line for line in lines if line)
