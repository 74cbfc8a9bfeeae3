"""Read patterns that are stored as data: sections of regular expressions, one file per language.

A section `[NAME]` in capitals lists words that later lines refer to as `{NAME}`; every other section lists
patterns, and sections with the same name are joined across languages. `#` begins a comment.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from importlib import resources

_SECTION = re.compile(r"\[([\w' ]+)\]")
_NAME = re.compile(r"\{([A-Z]+)\}")


def read_pattern_files(package: str, languages: Iterable[str]) -> dict[str, list[str]]:
    """Returns the patterns of each section.

    Args:
        package: The package with the files `<language>.txt`.
    """
    gathered: dict[str, list[str]] = {}
    for language in languages:
        text = (resources.files(package) / f"{language}.txt").read_text("utf-8")
        for section, lines in _resolved(_sections(text)).items():
            gathered.setdefault(section, []).extend(lines)
    return gathered


def _sections(text: str) -> dict[str, list[str]]:
    sections: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in text.splitlines():
        if section := _SECTION.fullmatch(line):
            lines = sections.setdefault(section.group(1), [])
        elif line and not line.startswith("# "):
            lines.append(line)
    return sections


def _resolved(sections: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Replaces names by their words; a section may refer to the sections before it."""
    words: dict[str, str] = {}
    resolved: dict[str, list[str]] = {}
    for section, lines in sections.items():
        filled = [_NAME.sub(lambda name: words[name.group(1)], line) for line in lines]
        if section.isupper():
            words[section] = f"(?:{'|'.join(filled)})"
        else:
            resolved[section] = filled
    return resolved
