"""Word lists as data: one entry per line, `#` begins a comment."""

from __future__ import annotations

from functools import cache
from importlib import resources


@cache
def word_list(name: str) -> tuple[str, ...]:
    """Returns the entries of `<name>.txt` in order."""
    text = (resources.files("genai_core.domain.text.word_lists") / f"{name}.txt").read_text("utf-8")
    lines = (line.partition("#")[0].strip() for line in text.splitlines())
    return tuple(line for line in lines if line)
