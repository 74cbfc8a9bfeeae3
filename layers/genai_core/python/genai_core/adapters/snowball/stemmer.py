"""Stem words by Snowball."""

from __future__ import annotations

from functools import lru_cache

import Stemmer


class SnowballStemmer:
    """Maps lower-case words to stems; safe between threads.

    Args:
        language: A language of Snowball, such as `english`.
    """

    def __init__(self, language: str = "english") -> None:
        # Snowball's own cache is not safe between threads; `lru_cache` is.
        stemmer = Stemmer.Stemmer(language, 0)
        self._stem = lru_cache(maxsize=100_000)(stemmer.stemWord)

    def __call__(self, word: str) -> str:
        return str(self._stem(word))
