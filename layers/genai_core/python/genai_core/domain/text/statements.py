"""Statements: what a text affirms and denies, read once and compared with many others.

The same sentences are met with every answer that arrives, and their surroundings with every claim near
them; reading them again each time was most of what checking cost.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from genai_core.domain.text.polarity import (
    QUANTIFIERS,
    denies_softly,
    first_directions,
    is_negation,
    negated_stems,
)
from genai_core.domain.text.quantities import is_date_word
from genai_core.domain.text.words import STOPWORDS, Word, split_words

REMEMBERED = 1024
"""About 10 MB."""


@dataclass(frozen=True, slots=True, eq=False)
class Statement:
    """One text, or some sentences in a row, ready to be compared.

    Attributes:
        forms: All words. by_stem: The last word of each stem. content: Stems of content words.
        denied: For each negation what it denies.
        directions: The first word that goes up, and the first that goes down.
        quantifiers: Words that say how many, in order.
    """

    forms: frozenset[str]
    by_stem: dict[str, str]
    content: frozenset[str]
    denied: tuple[tuple[str, ...], ...]
    has_negation: bool
    denies_softly: bool
    directions: dict[str, str]
    quantifiers: tuple[str, ...]


@lru_cache(maxsize=REMEMBERED)
def read_statement(*sentences: str) -> Statement:
    """Returns sentences as one statement."""
    if len(sentences) == 1:
        return _read(split_words(sentences[0]))
    parts = [read_statement(sentence) for sentence in sentences]
    if any(part.has_negation for part in parts):
        # What a negation denies may lie beyond its sentence's end.
        return _read(tuple(word for sentence in sentences for word in split_words(sentence)))
    return _joined(parts)


def _read(words: tuple[Word, ...]) -> Statement:
    forms = frozenset(word.form for word in words)
    return Statement(
        forms=forms,
        by_stem={word.stem: word.form for word in words},
        content=frozenset(word.stem for word in words if word.form not in STOPWORDS),
        denied=tuple(negated_stems(words)),
        has_negation=any(map(is_negation, words)),
        denies_softly=denies_softly(forms),
        directions=first_directions(words),
        quantifiers=tuple(word.form for word in words if word.form in QUANTIFIERS),
    )


def _joined(parts: Sequence[Statement]) -> Statement:
    """Returns statements without a negation as one."""
    by_stem: dict[str, str] = {}
    directions: dict[str, str] = {}
    for part in parts:
        by_stem.update(part.by_stem)
        directions = part.directions | directions
    return Statement(
        forms=frozenset[str]().union(*(part.forms for part in parts)),
        by_stem=by_stem,
        content=frozenset[str]().union(*(part.content for part in parts)),
        denied=(),
        has_negation=False,
        denies_softly=any(part.denies_softly for part in parts),
        directions=directions,
        quantifiers=tuple(form for part in parts for form in part.quantifiers),
    )


@lru_cache(maxsize=REMEMBERED)
def subject(text: str) -> frozenset[str]:
    """Returns what a text speaks of: stems of its content words that are no number, date or negation."""
    return frozenset(
        word.stem
        for word in split_words(text)
        if word.form.isalpha() and word.is_content and not is_negation(word) and not is_date_word(word.form)
    )


@lru_cache(maxsize=REMEMBERED)
def names(text: str) -> tuple[Word, ...]:
    """Returns the words that look like names: capitalised inside a sentence, or all capitals."""
    found: list[Word] = []
    for word in split_words(text):
        if not text[word.start].isupper() or word.form in STOPWORDS:
            continue
        shown = text[word.start : word.end]
        if not _begins_sentence(text, word.start) or (len(shown) > 1 and shown.isupper()):
            found.append(word)
    return tuple(found)


def _begins_sentence(text: str, start: int) -> bool:
    before = text[:start].rstrip(" \t\"'“‘(*#-•")
    return not before or before[-1] in ".!?:\n"
