"""Detect which of a few languages a text is in, by its function words and letters.

A word of only one language counts for it; a word of several counts for each by its share. Without a model or
statistics, the result never changes and takes microseconds for a question.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from genai_core.domain.text.languages import Language

_EXAMINED_CHARS = 6000
_EXAMINED_WORDS = 600
_MIN_EVIDENCE = 2.0
"""Minimum word count for a language: a single word may be a name."""

_MIN_LEAD = 1.0
_MIN_LEAD_SHARE = 0.15
"""Minimum lead: long texts of related languages share most function words, so a small lead may be chance."""

# With the apostrophe of an elision: "l'" means French or Italian, a lone "l" means nothing.
_WORD = re.compile(r"[^\W\d_]+(?:'(?=[^\W\d_]))?|[¿¡]")


def detect_language(text: str, among: Sequence[Language]) -> Language | None:
    """Returns the language of the text; None if unclear, as for most very short texts.

    Args:
        among: The candidate languages, each once. A single one is always the answer.
    """
    if len(among) == 1:
        return among[0]
    scores = _evidence(text, tuple(among))
    best, second = sorted(scores, reverse=True)[:2]
    if best < _MIN_EVIDENCE or best - second < max(_MIN_LEAD, _MIN_LEAD_SHARE * best):
        return None
    return among[scores.index(best)]


def _evidence(text: str, among: tuple[Language, ...]) -> list[float]:
    """Returns the number of words that count for each language; a word never counts more than one."""
    words, letters = _marks(among)
    scores = [0.0] * len(among)
    examined = text[:_EXAMINED_CHARS].lower().replace("’", "'")
    for word in _WORD.findall(examined)[:_EXAMINED_WORDS]:
        speaks_for = words.get(word) or words.get(word.rstrip("'"))
        if speaks_for is None and not word.isascii():
            sets = [letters[letter] for letter in word if letter in letters]
            speaks_for = frozenset.intersection(*sets) if sets else None
        for index in speaks_for or ():
            scores[index] += 1.0 / len(speaks_for or ())
    return scores


@lru_cache(maxsize=64)
def _marks(
    among: tuple[Language, ...],
) -> tuple[dict[str, frozenset[int]], dict[str, frozenset[int]]]:
    """Returns the languages that each function word, and each distinctive letter, counts for."""
    words: dict[str, set[int]] = {}
    letters: dict[str, set[int]] = {}
    for index, language in enumerate(among):
        for word in language.stop_words:
            words.setdefault(word, set()).add(index)
        for letter in language.letters:
            letters.setdefault(letter, set()).add(index)
    return _frozen(words), _frozen(letters)


def _frozen(marks: dict[str, set[int]]) -> dict[str, frozenset[int]]:
    return {mark: frozenset(indices) for mark, indices in marks.items()}
