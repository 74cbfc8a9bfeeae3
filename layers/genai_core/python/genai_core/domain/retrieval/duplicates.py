"""Leave out near-duplicates: the same text under another name or with small changes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from genai_core.domain.retrieval.passages import Passage

_WORD = re.compile(r"\w+")
_SHINGLE_WORDS = 3
SAME_FROM = 0.8
"""Minimum share of common three-word runs for duplicates; overlapping neighbours have about 0.1."""


def without_duplicates(passages: Iterable[Passage]) -> Iterator[Passage]:
    """Yields the passages in order, without those that repeat an earlier one."""
    shingles_so_far: list[frozenset[tuple[str, ...]]] = []
    for passage in passages:
        shingles = _shingles(passage.chunk.text)
        if not any(_similarity(shingles, other) >= SAME_FROM for other in shingles_so_far):
            shingles_so_far.append(shingles)
            yield passage


def _shingles(text: str) -> frozenset[tuple[str, ...]]:
    words = _WORD.findall(text.casefold())
    if len(words) <= _SHINGLE_WORDS:
        return frozenset([tuple(words) or (text,)])
    return frozenset(zip(*(words[start:] for start in range(_SHINGLE_WORDS)), strict=False))


def _similarity(left: frozenset[tuple[str, ...]], right: frozenset[tuple[str, ...]]) -> float:
    """Returns the Jaccard similarity; 0 without comparison if the sizes rule out a duplicate."""
    if min(len(left), len(right)) < SAME_FROM * max(len(left), len(right)):
        return 0.0
    shared = len(left & right)
    return shared / (len(left) + len(right) - shared)
