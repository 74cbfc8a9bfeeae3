"""Finds phrases that a reader has to read twice, and says what to write instead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

_LIST = Path(__file__).with_name("phrases_to_avoid.tsv")


def awkward_phrases(path: Path) -> Iterator[str]:
    """Yields a complaint for each phrase that `phrases_to_avoid.tsv` lists; `_` counts as a space."""
    text = path.read_text("utf-8").replace("_", " ")
    if not _any_phrase().search(text):
        return
    for number, line in enumerate(text.splitlines(), 1):
        for pattern, better in _phrases():
            if hit := pattern.search(line):
                yield f"{path}:{number}: {hit.group()!r}: write {better} instead."


@lru_cache(maxsize=1)
def _phrases() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(rf"\b(?:{phrase})\b", re.IGNORECASE), better) for phrase, better in _rows())


@lru_cache(maxsize=1)
def _any_phrase() -> re.Pattern[str]:
    """Returns one pattern of all phrases: most files have none, so one search is enough for them."""
    return re.compile(rf"\b(?:{'|'.join(phrase for phrase, _ in _rows())})\b", re.IGNORECASE)


def _rows() -> list[tuple[str, str]]:
    rows = (line.split("\t") for line in _LIST.read_text("utf-8").splitlines() if line)
    return [(phrase, better) for phrase, better in rows]
