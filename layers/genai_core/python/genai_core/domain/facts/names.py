"""Find names in a claim that its evidence does not have."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from genai_core.domain.facts.conflict import Conflict
from genai_core.domain.facts.logic.concepts import keys_of
from genai_core.domain.facts.logic.coverage import is_compound_of, is_in_compound
from genai_core.domain.facts.logic.grammar import grammar_of
from genai_core.domain.facts.values.reading import is_value_word
from genai_core.domain.facts.values.vocabulary import unit_symbols
from genai_core.domain.text.words import FUNCTION_WORDS, Word, split_words

REMEMBERED = 2048


def absent_names(
    claim: str, evidence: Sequence[str], known: str, *, claim_language: str, evidence_language: str
) -> list[Conflict]:
    """Returns the claim's names that neither the evidence nor `known` has.

    All German nouns are capitalised: a noun for which the evidence has a synonym is not an absent name.
    """
    evidence_keys = frozenset[str]().union(
        *(name_keys(text, evidence_language) for text in (*evidence, known))
    )
    is_same = claim_language == evidence_language
    return [
        Conflict("name", word.form)
        for word in names(claim, claim_language)
        if not is_value_word(word.form)
        and evidence_keys.isdisjoint((word.form, word.stem, *keys_of(word.form, claim_language)))
        and not (is_same and is_in_compound(word.form, evidence_keys, claim_language))
        and not (is_same and is_compound_of(word.form.casefold(), evidence_keys, claim_language))
    ]


@lru_cache(maxsize=REMEMBERED)
def name_keys(text: str, language: str) -> frozenset[str]:
    """Returns the keys that names are looked up by: the text's words as written, their stems and concepts."""
    words = split_words(text)
    return frozenset(key for word in words for key in (word.form, word.stem, *keys_of(word.form, language)))


@lru_cache(maxsize=REMEMBERED)
def names(text: str, language: str) -> tuple[Word, ...]:
    """Returns the words that look like names: capitalised inside a sentence, or all capitals."""
    steering = grammar_of(language).words
    words: list[Word] = []
    for word in split_words(text):
        shown = text[word.start : word.end]
        if not shown[:1].isupper() or word.form in FUNCTION_WORDS or word.form in steering:
            continue
        if text[: word.start].rstrip()[-1:].isdecimal() and shown in unit_symbols():
            continue  # "2.4 MW"
        if not _begins_sentence(text, word.start) or (len(shown) > 1 and shown.isupper()):
            words.append(word)
    return tuple(words)


def _begins_sentence(text: str, start: int) -> bool:
    before = text[:start].rstrip(" \t\"'“‘(*#-•")
    return not before or before[-1] in ".!?:\n"
