"""The operator words of each language: denials, quantifiers, modals, conditions, prepositions.

The lists are data (`data/<language>.txt`): per line a kind, then its words and phrases. A word can have
several kinds; a phrase has only its own kinds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from genai_core.domain.facts.logic.data import lines_of
from genai_core.domain.facts.logic.forms import split_forms
from genai_core.domain.facts.logic.stems import root_of
from genai_core.domain.text.languages import LANGUAGES

READ: tuple[str, ...] = ("english", "german", "french", "spanish", "italian", "portuguese", "dutch")
"""Snowball's names of the languages whose statements are read."""

NO_KINDS: frozenset[str] = frozenset()
_ANSWER = "answer"


@dataclass(frozen=True, eq=False)
class Grammar:
    """The operator words of one language.

    Attributes:
        words: Kinds by single word. phrases: By first word, the phrases with their kinds, the longest first.
        answers: Words that are an answer by themselves, such as "yes" and "no".
        stop_words: Words without meaning that have no kind.
        meanings: Phrases that mean one word: by the stem of their first word, the other stems and the
            meaning.
    """

    language: str
    words: dict[str, frozenset[str]]
    phrases: dict[str, list[tuple[tuple[str, ...], frozenset[str]]]]
    answers: frozenset[str]
    stop_words: frozenset[str]
    meanings: dict[str, list[tuple[tuple[str, ...], str]]]

    def meaning_at(self, forms: Sequence[str], position: int) -> tuple[str, int]:
        """Returns the word that the phrase at `position` means, and the phrase's length; "" and 0 if none."""
        for rest, word in self.meanings.get(root_of(forms[position], self.language), ()):
            if tuple(forms[position + 1 : position + 1 + len(rest)]) == rest:
                return word, 1 + len(rest)
        return "", 0

    def kinds_at(self, forms: Sequence[str], position: int) -> tuple[frozenset[str], int]:
        """Returns the kinds of the word or phrase at `position`, and its length in words."""
        for phrase, kinds in self.phrases.get(forms[position], ()):
            if tuple(forms[position : position + len(phrase)]) == phrase:
                return kinds, len(phrase)
        return self.words.get(forms[position], NO_KINDS), 1


@cache
def grammar_of(language: str) -> Grammar:
    """Returns the grammar of a language in `READ`."""
    entries: dict[tuple[str, ...], set[str]] = {}
    for line in lines_of(language):
        kind, _, listed = line.partition(":")
        for entry in listed.split(","):
            entries.setdefault(_split_entry(entry.strip(), language), set()).add(kind)
    answers = {words[0] for words, kinds in entries.items() if _ANSWER in kinds}
    phrases: dict[str, list[tuple[tuple[str, ...], frozenset[str]]]] = {}
    for words, kinds in sorted(entries.items(), key=lambda item: -len(item[0])):
        if len(words) > 1:
            phrases.setdefault(words[0], []).append((words, frozenset(kinds)))
    return Grammar(
        language=language,
        words={w[0]: frozenset(k - {_ANSWER}) for w, k in entries.items() if len(w) == 1},
        phrases=phrases,
        answers=frozenset(answers),
        stop_words=LANGUAGES[language].stop_words,
        meanings=_meanings(language),
    )


def _meanings(language: str) -> dict[str, list[tuple[tuple[str, ...], str]]]:
    meanings: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for line in lines_of("phrases"):
        head, _, listed = line.partition(":")
        spoken, word = head.split()
        for entry in listed.split(",") if spoken == language else ():
            first, *rest = _split_entry(entry.strip(), language)
            meanings.setdefault(root_of(first, language), []).append((tuple(rest), word))
    return {first: sorted(phrases, key=lambda phrase: -len(phrase[0])) for first, phrases in meanings.items()}


def _split_entry(entry: str, language: str) -> tuple[str, ...]:
    """Splits an entry the way texts are split: "doesn't have to" is four words, "l'ensemble" two."""
    return tuple(form for form, _, _ in split_forms(entry, language))
