"""Recognise a word in another spelling: "caesium" and "cesium", "blue bottle" and "bluebottle".

Two long words are spelled alike if they begin and end with the same letter and have the same consonants
between, where letters of one sound count as equal. "Carlo" and "Carla", "Niger" and "Nigeria" differ.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from genai_core.domain.text.words import Word

_SHORTEST = 5
"""Letters of the shortest word that has other spellings; "Mali" and "Mila" are two names."""
_MOST_LETTERS_MORE = 1
_SOUNDS = str.maketrans("kqzyw", "ccsiv")
_VOWELS = re.compile("[aeiou]")
_REPEATED = re.compile(r"(.)\1+")
_KNOWN_WORDS = 1 << 15


@dataclass(frozen=True, slots=True)
class Spellings:
    """The words of a text, by spelling.

    Attributes:
        forms: Words without apostrophes, and each two neighbours written as one.
        sounds: Lengths of the words with the same consonants.
    """

    forms: frozenset[str]
    sounds: dict[str, frozenset[int]]

    @classmethod
    def of(cls, words: Iterable[Word]) -> Spellings:
        letters = [_letters(word.form) for word in words]
        sounds: dict[str, frozenset[int]] = {}
        for form in letters:
            if sound := _sound(form):
                sounds[sound] = sounds.get(sound, frozenset()) | {len(form)}
        return cls(frozenset((*letters, *map(_joined, pairwise(letters)))) - {""}, sounds)

    def matches(self, words: Sequence[Word]) -> NDArray[np.float32]:
        """Returns [words]: 1 for words that the text has, in the same or another spelling, else 0."""
        letters = [_letters(word.form) for word in words]
        hits = np.array([self._has(form) for form in letters], dtype=np.float32)
        for index, pair in enumerate(pairwise(letters)):
            if "".join(pair) in self.forms and _joined(pair):
                hits[index : index + 2] = 1.0
        return hits

    def _has(self, form: str) -> bool:
        if form in self.forms:
            return True
        lengths = self.sounds.get(_sound(form), ())
        return any(abs(length - len(form)) <= _MOST_LETTERS_MORE for length in lengths)


def _letters(form: str) -> str:
    return form.replace("'", "")


def _joined(pair: tuple[str, str]) -> str:
    """Returns two words as one; empty if one is not a word of letters, as "1" and "000" are."""
    return "".join(pair) if all(map(str.isalpha, pair)) else ""


@lru_cache(_KNOWN_WORDS)
def _sound(form: str) -> str:
    """Returns the letters that all spellings share; empty for short words and other alphabets."""
    if len(form) < _SHORTEST or not form.isalpha() or not form.isascii():
        return ""
    letters = form.replace("ph", "f").replace("ck", "k").translate(_SOUNDS)
    return _REPEATED.sub(r"\1", letters[0] + _VOWELS.sub("", letters[1:-1]) + letters[-1])
