"""Words for the lexical index: what a text and a question are reduced to before they are compared.

A text becomes stems, pairs of neighbouring stems, and whole identifiers such as `ml.g5.xlarge` or
`ABC-1234`, which stay findable as they are written besides their parts. Stop words and question words
are left out. The stemmer is injected, because stemmers are a vendor's.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice, pairwise

from genai_core.domain.stop_words import STOP_WORDS

Stem = Callable[[str], str]

PAIR_WEIGHT = 0.5
"""Pairs of stems are scored by BM25 like stems, at half the weight: order matters, but less than words."""

PHRASE_WEIGHT = 2.0
"""What the user put in quotes counts more than the rest of the question."""

MAX_QUESTION_WORDS = 128
"""Words of a question that are looked up; it bounds the work, whatever is pasted into the question."""

_MAX_WORD_CHARS = 64
_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\uff66-\uff9f"
# A run without spaces; its words are found inside, and it may be an identifier as a whole.
_RUN = re.compile(r"[^\s\"“”«»]{1,400}")
_WORD = re.compile(rf"[{_CJK}]|[^\W_{_CJK}]+")
_POSSESSIVE = re.compile(r"(?<=[^\W_])['’](?:s|t|d|m|re|ve|ll)(?![^\W_])")
# Possessive and anchored at a word's start: no run of characters makes it look twice.
_IDENTIFIER = re.compile(
    r"[.$]?(?<![^\W_])[^\W_]++(?:[._:/\\@+#-]++[^\W_]++)++[+#]*+|(?<![^\W_])[^\W\d_]++[+#]++(?![^\W_])"
)
_ALPHABETIC = re.compile(r"[^\W\d_]+(?:[-/][^\W\d_]+)*")
_QUOTED = re.compile(r"[\"“”«»]([^\"“”«»]{1,400})[\"“”«»]")


@dataclass(frozen=True, slots=True)
class LexicalAnalyser:
    """Turns texts into terms; one instance serves one language.

    Attributes:
        stem: Maps a lower-case word to its stem; must be pure, for stored and asked terms must meet.
    """

    stem: Stem

    def count(self, text: str) -> tuple[Counter[str], int]:
        """Returns how often each term stands in the text, and the text's length in stems."""
        folded = _fold(text)
        stems = list(self._stems(folded))
        terms = Counter(stems)
        terms.update(_pairs(stems))
        terms.update(_identifiers(folded))
        return terms, len(stems)

    def weigh(self, question: str) -> dict[str, float]:
        """Returns the question's terms with their weights, in order of appearance; empty if it has none."""
        folded = _fold(question)
        weights: dict[str, float] = {}
        stems = list(islice(self._stems(folded), MAX_QUESTION_WORDS))
        for stem in stems:
            weights[stem] = weights.get(stem, 0.0) + 1.0
        for term in (*_pairs(stems), *_identifiers(folded)):
            if len(weights) < 2 * MAX_QUESTION_WORDS:
                weights[term] = weights.get(term, 0.0) + PAIR_WEIGHT
        for phrase in _QUOTED.findall(folded):
            quoted = list(self._stems(phrase))
            for term in _pairs(quoted) or quoted:
                if term in weights:
                    weights[term] = max(weights[term], PHRASE_WEIGHT)
        return weights

    def _stems(self, folded: str) -> Iterator[str]:
        for word in _WORD.findall(_POSSESSIVE.sub("", folded)):
            if word not in STOP_WORDS:
                yield self.stem(word[:_MAX_WORD_CHARS])


def _pairs(stems: list[str]) -> list[str]:
    return [f"{left} {right}" for left, right in pairwise(stems)]


def _identifiers(folded: str) -> list[str]:
    """Returns names that are more than their words: with digits, dots, underscores, colons or a `++`."""
    found: list[str] = []
    for run in _RUN.findall(folded):
        for name in _IDENTIFIER.findall(run):
            if not _ALPHABETIC.fullmatch(name):
                found.append("=" + name[:_MAX_WORD_CHARS])
    return found


def _fold(text: str) -> str:
    """Lower case, compatibility forms unified, accents off Latin letters (`Curaçao` meets `curacao`)."""
    text = unicodedata.normalize("NFKC", text).casefold()
    if text.isascii():
        return text
    bare = re.sub("[\u0300-\u036f]", "", unicodedata.normalize("NFD", text))
    return unicodedata.normalize("NFC", bare)
