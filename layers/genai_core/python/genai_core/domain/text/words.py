"""Split a text into words: how they are compared, and how much each weighs.

Scripts without spaces are split into single characters, which compare well enough; all others at white space
and punctuation, with decimals, thousands and apostrophes kept inside a word.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from genai_core.domain.text.scripts import HAN_AND_KANA, THAI_KHMER_BURMESE
from genai_core.domain.text.stop_words import STOP_WORDS
from genai_core.domain.text.word_lists import word_list

FUNCTION_WORDS = (STOP_WORDS - frozenset(word_list("meant_stop_words"))) | frozenset(
    word_list("word_fragments")
)
"""English words without content for a check: stop words, except those that change the meaning."""
_UNSPACED = HAN_AND_KANA + THAI_KHMER_BURMESE
_WORD = re.compile(rf"[{_UNSPACED}]|\d+(?:[.,]\d+)*|[^\W\d{_UNSPACED}_]+(?:['’](?!s\b)[^\W\d_]+)?|\w+")
_SUFFIXES = (
    "ization", "isation", "ational", "fulness", "ousness", "iveness", "ations", "ation", "ments", "ment",
    "ingly", "edly", "ness", "ities", "ity", "ions", "ion", "ings", "ing", "ers", "ies", "ied", "est", "ed",
    "er", "es", "ly", "al", "e", "y", "s",
)  # fmt: skip
_MIN_STEM = 3
_IRREGULAR = {form: base for form, base in (line.split() for line in word_list("irregular_forms"))}


class Word(NamedTuple):
    """One word: its `form` for comparing (NFKC, folded case), its `stem`, and its position in the text."""

    form: str
    stem: str
    start: int
    end: int

    @property
    def is_content(self) -> bool:
        return self.form not in FUNCTION_WORDS


@lru_cache(maxsize=512)
def split_words(text: str) -> tuple[Word, ...]:
    """Returns the words of a text in order."""
    return tuple(Word(*_folded(match.group()), *match.span()) for match in _WORD.finditer(text))


@lru_cache(maxsize=20_000)
def _folded(text: str) -> tuple[str, str]:
    form = fold(text)
    return form, stem(form)


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """Returns text for comparing: NFKC, folded case, no accents on Latin letters, one kind of apostrophe."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text)
    # In many scripts marks are parts of letters; only after a Latin letter are they accents.
    kept = [
        character
        for index, character in enumerate(decomposed)
        if not (unicodedata.combining(character) and index and decomposed[index - 1].isascii())
    ]
    return unicodedata.normalize("NFKC", "".join(kept)).casefold().replace("’", "'")


@lru_cache(maxsize=20_000)
def stem(form: str) -> str:
    """Returns an approximate stem, the same for all inflections of an English word; others are unchanged."""
    form = _IRREGULAR.get(form, form)
    if not form.isascii() or not form.isalpha():
        return form
    for suffix in _SUFFIXES:
        rest = form.removesuffix(suffix)
        if rest != form and len(rest) >= _MIN_STEM and any(vowel in rest for vowel in "aeiouy"):
            return _undoubled(rest)
    return form


def is_irregular(form: str) -> bool:
    """True for irregular English forms, such as "won" and "children"."""
    return form in _IRREGULAR


def _undoubled(rest: str) -> str:
    doubled = len(rest) > _MIN_STEM and rest[-1] == rest[-2] and rest[-1] not in "aeiouls"
    return rest[:-1] if doubled else rest
