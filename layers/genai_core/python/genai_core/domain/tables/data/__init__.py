"""Words of questions to tables and of their answers as data, one file per language.

`operation NAME:`, `column NAME:`, `conditions:`, `generic:`, `joined:` and `endings:` are the parts of
`QuestionWords`, with `|` between the alternatives of a pattern; `answer NAME:` are those of `AnswerWords`.
"""

from __future__ import annotations

from functools import cache
from importlib import resources

LANGUAGE_NAMES = ("english", "german", "french", "spanish", "italian", "portuguese", "dutch")
"""Snowball's names of the languages that have a file."""


@cache
def entries(language: str) -> dict[str, str]:
    """Returns the entries of a language's file by their names; `#` begins a comment."""
    text = (resources.files("genai_core.domain.tables.data") / f"{language}.txt").read_text("utf-8")
    lines = (line.partition(": ") for line in text.splitlines() if line and not line.startswith("#"))
    return {name: value for name, _, value in lines}


def entries_of(language: str, kind: str) -> dict[str, str]:
    """Returns the entries of one kind, such as `column`, by the names that follow the kind."""
    prefix = f"{kind} "
    return {
        name.removeprefix(prefix): value
        for name, value in entries(language).items()
        if name.startswith(prefix)
    }
