"""Finds phrases that a reader has to read twice, and says what to write instead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

_LIST = Path(__file__).with_name("phrases_to_avoid.tsv")
_COMMENT = re.compile(r"\n[ \t]*#+(?!\w)")
_PLAIN = "there "
"""Begins phrases that a row matches but that read well, such as "there is no text"."""


def awkward_phrases(path: Path) -> Iterator[str]:
    """Yields a complaint for each phrase that `phrases_to_avoid.tsv` lists.

    `_`, the end of a line and the sign of a comment after it count as a space.
    """
    text = _COMMENT.sub("\n", path.read_text("utf-8").replace("_", " "))
    if not _any_phrase().search(text):
        return
    for pattern, better in _phrases():
        for hit in pattern.finditer(text):
            phrase = " ".join(hit.group().split())
            if not phrase.lower().startswith(_PLAIN):
                number = text.count("\n", 0, hit.start()) + 1
                yield f"{path}:{number}: {phrase!r}: write {better} instead."


@lru_cache(maxsize=1)
def _phrases() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(rf"\b(?:{phrase})\b", re.IGNORECASE), better) for phrase, better in _rows())


@lru_cache(maxsize=1)
def _any_phrase() -> re.Pattern[str]:
    """Returns one pattern of all phrases: most files have none, so one search is enough for them."""
    return re.compile(rf"\b(?:{'|'.join(phrase for phrase, _ in _rows())})\b", re.IGNORECASE)


def _rows() -> list[tuple[str, str]]:
    """Returns the phrases as patterns, in which a space is any blank, and what to write instead."""
    rows = (line.split("\t") for line in _LIST.read_text("utf-8").splitlines() if line)
    return [(phrase.replace(" ", r"\s+"), better) for phrase, better in rows]
