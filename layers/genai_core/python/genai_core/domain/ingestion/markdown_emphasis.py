"""Remove emphasis marks from Markdown in one pass over the runs of `*`, `_` and `~~`."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from genai_core.domain.text.scripts import CJK

_RUN = re.compile(r"\*+|_+|~~")
_UNSPACED = re.compile(f"[{CJK}]")


@dataclass(slots=True)
class _Opener:
    """A run of marks that may begin an emphasis.

    Attributes:
        start: Position of its first mark.
        length: Number of its marks without a partner; the last marks are paired first.
    """

    mark: str
    start: int
    length: int


def without_emphasis(text: str) -> str:
    """Returns the text without the marks that have a partner; other marks stay as text.

    As in CommonMark a run opens before a character that is not blank and closes after one. Unlike there,
    a single `*` inside a word does neither, so that `2*3*4` keeps its marks. Scripts without spaces have no
    such words.
    """
    runs = _Runs()
    for match in _RUN.finditer(text):
        mark, (start, end) = match.group()[0], match.span()
        if _may_close(text, start, end):
            start = runs.close(mark, start, end)
        if start < end and _may_open(text, start, end):
            runs.open(mark, start, end)
    return _cut(text, sorted(runs.removed))


class _Runs:
    """The open runs, and the marks with a partner as (start, count)."""

    def __init__(self) -> None:
        self.removed: list[tuple[int, int]] = []
        self._open: list[_Opener] = []
        self._waiting: Counter[str] = Counter()

    def open(self, mark: str, start: int, end: int) -> None:
        self._open.append(_Opener(mark, start, end - start))
        self._waiting[mark] += 1

    def close(self, mark: str, start: int, end: int) -> int:
        """Pairs the marks of a closing run with open ones before it; returns where the unpaired begin."""
        while start < end and self._waiting[mark]:
            # Runs opened in between can no longer be closed: each is dropped once.
            while self._open[-1].mark != mark:
                self._drop()
            opener = self._open[-1]
            count = min(opener.length, end - start)
            opener.length -= count
            self.removed += [(opener.start + opener.length, count), (start, count)]
            start += count
            if not opener.length:
                self._drop()
        return start

    def _drop(self) -> None:
        self._waiting[self._open.pop().mark] -= 1


def _may_open(text: str, start: int, end: int) -> bool:
    after = text[end : end + 1]
    if not after or after.isspace():
        return False
    return not (_is_word_bound(text, start, end) and _is_word(text[start - 1 : start], text[start]))


def _may_close(text: str, start: int, end: int) -> bool:
    before = text[start - 1 : start] if start else ""
    if not before or before.isspace():
        return False
    return not (_is_word_bound(text, start, end) and _is_word(text[end : end + 1], text[start]))


def _is_word_bound(text: str, start: int, end: int) -> bool:
    """Returns whether a run is plain text because it is inside a word: `snake_case`, `2*3`."""
    return text[start] == "_" or (text[start] == "*" and end - start == 1)


def _is_word(char: str, mark: str) -> bool:
    return char == "_" or (char.isalnum() and not (mark == "*" and _UNSPACED.match(char)))


def _cut(text: str, removed: list[tuple[int, int]]) -> str:
    pieces: list[str] = []
    position = 0
    for start, count in removed:
        pieces.append(text[position:start])
        position = start + count
    return "".join([*pieces, text[position:]])
