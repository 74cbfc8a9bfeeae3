"""Phrases that a reader has to read twice, and what to write instead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

_LIST = Path(__file__).with_name("phrases_to_avoid.tsv")


def awkward_phrases(path: Path) -> Iterator[str]:
    """Yields a complaint for each phrase of a file that `phrases_to_avoid.tsv` lists."""
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        for pattern, better in _phrases():
            if found := pattern.search(line):
                yield f"{path}:{number}: {found.group()!r}: write {better} instead."


@lru_cache(maxsize=1)
def _phrases() -> tuple[tuple[re.Pattern[str], str], ...]:
    rows = (line.split("\t") for line in _LIST.read_text("utf-8").splitlines() if line)
    return tuple((re.compile(rf"\b(?:{phrase})\b", re.IGNORECASE), better) for phrase, better in rows)
