"""Snowball stems."""

from __future__ import annotations

from functools import lru_cache

import Stemmer


class SnowballStemmer:
    """Maps lower-case words to stems, the same for ever; safe to call from several threads.

    Args:
        language: A language that Snowball knows, for example `english`.
    """

    def __init__(self, language: str = "english") -> None:
        # Its own cache is not for several threads; ours is.
        stemmer = Stemmer.Stemmer(language, 0)
        self._stem = lru_cache(maxsize=100_000)(stemmer.stemWord)

    def __call__(self, word: str) -> str:
        return str(self._stem(word))
