"""Answer metrics: token F1 against gold answers, and citations against gold sentences."""

from __future__ import annotations

import re
import string
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

_ARTICLES = re.compile(r"\b(a|an|the)\b")
_MARKER = re.compile(r"\s*\[\d+\]")
_PUNCTUATION = str.maketrans("", "", string.punctuation)
SAME_SENTENCE = 0.5
"""Share of the shorter one's words that a quote and a gold sentence must have in common."""


@dataclass(frozen=True, slots=True)
class CitationCounts:
    """Citations of one answer: their number, how many are right, and the gold sentences that they cover."""

    cited: int
    right: int
    gold: int
    reached: int


def normalised(text: str) -> list[str]:
    """Returns an answer's words as SQuAD compares them: lower case, no punctuation, no articles."""
    bare = _MARKER.sub("", text).lower().translate(_PUNCTUATION)
    return _ARTICLES.sub(" ", bare).split()


def token_f1(answer: str, golds: Sequence[str]) -> float:
    """Returns the best F1 of shared words over the gold answers (Rajpurkar et al. 2016), 0 without any."""
    return max((_f1(normalised(answer), normalised(gold)) for gold in golds), default=0.0)


def count_citations(quotes: Sequence[str], gold: Sequence[str]) -> CitationCounts:
    """Returns how the quoted sentences match the gold ones, by their words."""
    quoted, wanted = [normalised(quote) for quote in quotes], [normalised(sentence) for sentence in gold]
    return CitationCounts(
        cited=len(quoted),
        right=sum(any(_is_same(quote, sentence) for sentence in wanted) for quote in quoted),
        gold=len(wanted),
        reached=sum(any(_is_same(quote, sentence) for quote in quoted) for sentence in wanted),
    )


def _f1(words: Sequence[str], gold: Sequence[str]) -> float:
    shared = sum((Counter(words) & Counter(gold)).values())
    return 2 * shared / (len(words) + len(gold)) if shared else 0.0


def _is_same(quote: Sequence[str], sentence: Sequence[str]) -> bool:
    shorter = min(len(quote), len(sentence))
    shared = sum((Counter(quote) & Counter(sentence)).values())
    return shorter > 0 and shared >= max(1.0, SAME_SENTENCE * shorter)
