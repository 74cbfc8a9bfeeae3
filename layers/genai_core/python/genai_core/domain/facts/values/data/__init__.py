"""Word tables as data: one entry per line; `#` begins a comment."""

from __future__ import annotations

from functools import cache
from importlib import resources


@cache
def table(name: str) -> tuple[str, ...]:
    """Returns the entries of `<name>.txt` in order."""
    text = (resources.files("genai_core.domain.facts.values.data") / f"{name}.txt").read_text("utf-8")
    lines = (line if name == "symbols" else line.partition("#")[0] for line in text.splitlines())
    return tuple(line.strip() for line in lines if line.strip() and not line.startswith("#"))
