"""Find what a calculation needs in a text: a sentence's words, its clauses, and what they share."""

from __future__ import annotations

import re
from functools import lru_cache

from genai_core.domain.facts.values.contexts import context_stem
from genai_core.domain.facts.values.reading import is_value_word
from genai_core.domain.facts.values.text_language import plain_words
from genai_core.domain.facts.values.tokens import Span
from genai_core.domain.text.words import fold

_WORD = re.compile(r"[^\W\d_]{2,}")
_SENTENCE_END = re.compile(r"[.!?;](?=\s|$)|\n")
_JOINT = re.compile(
    r",|\b(?:and|but|while|whereas|und|aber|während|et|mais|tandis|y|e|ed|pero|mientras|ma|mentre|mas|"
    r"enquanto|en|maar|terwijl)\b",
    re.IGNORECASE,
)
_PREFIX = 4
"""Leading letters by which two words are forms of one: "abrir" and "abrió"."""


@lru_cache(maxsize=512)
def words_of(text: str, language: str) -> frozenset[str]:
    """Returns the keys of the words of a text that carry meaning, without those of values."""
    plain = plain_words(language)
    forms = (fold(match.group()) for match in _WORD.finditer(text))
    told = (form for form in forms if form not in plain and not is_value_word(form))
    return frozenset(context_stem(form, language) for form in told)


def shared(first: frozenset[str], second: frozenset[str]) -> frozenset[str]:
    """Returns the words of the first set that the second has, in whatever form."""
    heads = {word[:_PREFIX] for word in second if len(word) >= _PREFIX}
    return frozenset(
        word for word in first if word in second or (len(word) >= _PREFIX and word[:_PREFIX] in heads)
    )


def sentence_around(text: str, start: int, end: int) -> Span:
    """Returns the positions of the sentence with a stretch of text."""
    before = [match.end() for match in _SENTENCE_END.finditer(text, 0, start)]
    after = _SENTENCE_END.search(text, end)
    return (before[-1] if before else 0), (after.start() if after else len(text))


def joints(text: str, start: int, end: int) -> list[Span]:
    """Returns the positions of commas and conjunctions between two positions of a text."""
    return [match.span() for match in _JOINT.finditer(text, start, end)]
